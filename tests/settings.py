"""The product's own settings, with the few that tests need changed."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What the developer's shell says about their own installation must not reach the tests. Only
# DATABASE_URL is kept: it chooses PostgreSQL for a second run.
_chosen_database = os.environ.get("DATABASE_URL", "")
_var = Path(tempfile.gettempdir()) / f"setwise-tests-{os.getuid()}"
os.environ.update(
    SETWISE_VAR=str(_var),
    SECRET_KEY="tests only",
    SITE_URL="http://localhost:8000",
    DEBUG="0",
    EMAIL_URL="memorymail://",
    DATABASE_POOL_SIZE="4",
)
for _name in (
    *("ALLOWED_HOSTS", "BEHIND_TLS_PROXY", "DEFAULT_FROM_EMAIL", "DEMO", "EMAIL_VERIFICATION"),
    *("INVITATION_DAYS", "LISTEN", "PORT", "SERVER_WORKERS", "SIGNUP_OPEN", "SSL_REDIRECT"),
    *("STATIC_ROOT", "TRUSTED_PROXIES"),
):
    os.environ.pop(_name, None)
if not _chosen_database:
    os.environ.pop("DATABASE_URL", None)

# Playwright keeps an event loop in the thread of the tests, and Django then refuses its own
# synchronous queries; no query runs inside that loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: E402, F403  (the environment above had to be set first)
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file in memory instead of SQLite's memory database: browser tests share it with a real
    # server, and tests of concurrent writes see the locks of the real thing.
    _memory = Path("/dev/shm")
    _folder = Path(tempfile.mkdtemp(prefix="setwise-", dir=_memory if os.access(_memory, os.W_OK) else None))
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# Names without hashes, so that pages render before static files are collected. Browser tests use
# the product's own storage.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
