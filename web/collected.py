"""Static files, collected only when they changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """Changes when a static file of the product or of a package is added, removed or changed."""
    found = hashlib.sha256(f"{settings.STATIC_ROOT} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_if_changed(stamp: Path) -> bool:
    """Collect static files unless the stamp says that these were collected; True if it had to."""
    wanted = fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True
