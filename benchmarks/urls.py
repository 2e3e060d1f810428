"""The product's addresses, and beside them the bare view and the bare INSERT that they are compared with."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

INSERTED = "bare_insert"  # the table, made with the stage


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer through the product's middleware, without session or query."""
    return HttpResponse(b"bare")


@require_POST
@login_not_required
def bare_insert(request: HttpRequest) -> HttpResponse:
    """The least that keeps what was posted: one INSERT that commits itself, of whatever it is."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {INSERTED} (told) VALUES (%s)", [request.body.decode()])
    return HttpResponse(b"kept", status=201)


urlpatterns = [
    path("bare", bare),
    path("bare-insert", bare_insert),
    path("", include("config.urls")),
]
