"""Pages that know no model."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from web.body_map import sheet, sheet_version

# What a client's pages are made of; kept on the phone from the first visit on.
KEPT_FILES = (
    "vendor/bootstrap-5.3.9.min.css",
    "css/app.css",
    "css/log.css",
    "icons/sprite.svg",
    "js/client.js",
    "js/log.js",
    "js/acts.js",
    "js/log-apply.js",
    "js/log-exercises.js",
    "js/log-finish.js",
    "js/log-kit.js",
    "js/log-loads.js",
    "js/log-more.js",
    "js/log-numbers.js",
    "js/log-press.js",
    "js/log-rows.js",
    "js/log-tools.js",
    "js/log-view.js",
    "js/outbox.js",
    "js/rest.js",
    "js/unsent.js",
    "vendor/idb-8.0.4.js",
)
WORKER = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says whether the server answers and reaches its database, for whoever watches it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with the names of the files that it keeps; at the root, so that it may keep pages too."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    files = [staticfiles_storage.url(name) for name in KEPT_FILES]
    source = WORKER.read_text()
    version = hashlib.blake2s("".join([*files, source]).encode(), digest_size=6).hexdigest()
    return f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n{source}"


@login_not_required
@require_safe
def body_map(request: HttpRequest) -> HttpResponse:
    """The shapes of the body map. A page asks for them by their version and then keeps them for good."""
    response = HttpResponse(sheet(), content_type="image/svg+xml")
    kept = request.GET.get("v") == sheet_version()
    response["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the product installable on a phone."""
    icons = [
        {"src": staticfiles_storage.url(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "maskable"} if "maskable" in name else {})
        for name, size in (("icon-192", 192), ("icon-512", 512), ("icon-maskable-512", 512))
    ]
    return JsonResponse(
        {
            "name": "Setwise",
            "short_name": "Setwise",
            "description": "Your training program on your phone",
            "id": "/today/",
            "start_url": "/today/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f5f0",
            "theme_color": "#0b6650",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
