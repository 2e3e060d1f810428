"""Middleware that knows no model: sign-in, privacy, refused methods."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

Respond = Callable[[HttpRequest], HttpResponseBase]


class RefuseTraceMiddleware:
    """TRACE echoes cookies back to scripts; nothing here needs it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "TRACE":
            return HttpResponseNotAllowed(["GET", "HEAD", "POST", "OPTIONS"])
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything needs a sign-in unless its view says otherwise.

    An htmx request whose session has ended is sent to the sign-in page as a whole, so that no
    sign-in form ever appears inside a table cell; it comes back to the page it was on.
    """

    def handle_no_permission(  # type: ignore[override]  # htmx is redirected by a header of a 200
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        htmx = getattr(request, "htmx", None)
        if htmx:
            back_to = htmx.current_url_abs_path or resolve_url(settings.LOGIN_REDIRECT_URL)
            return HttpResponseClientRedirect(redirect_to_login(back_to, resolve_url(settings.LOGIN_URL)).url)
        response: HttpResponse = super().handle_no_permission(request, view_func)
        return response


class PrivatePagesMiddleware:
    """Pages of a signed-in person are not kept by any cache."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
