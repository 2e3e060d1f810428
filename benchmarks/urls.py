"""The product's addresses and the bare view that its pages are compared with."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    """The least that Django can answer through the product's middleware, without session or query."""
    return HttpResponse(b"bare")


urlpatterns = [
    path("bare", bare),
    path("", include("config.urls")),
]
