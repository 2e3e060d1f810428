"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Every page is loaded now, not by the first person who asks; and what stands by now never goes, so the
# garbage collector need not walk it again while people wait.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
