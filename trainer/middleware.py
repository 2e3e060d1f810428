"""Puts the signed-in person's role, time zone and number format on each request."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from trainer.models import User
from trainer.zones import known_zones


class PersonMiddleware:
    """Adds `request.role` and `request.roles`; activates the person's time zone and locale."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            request.role, request.roles = None, ()  # type: ignore[attr-defined]  # ours, typed in trainer.http
            return self.get_response(request)
        request.role = request.session.get("role")  # type: ignore[attr-defined]
        request.roles = tuple(request.session.get("roles", ()))  # type: ignore[attr-defined]
        zone = zoneinfo.ZoneInfo(user.time_zone) if user.time_zone in known_zones() else None
        with timezone.override(zone), translation.override(user.locale):
            response = self.get_response(request)
        response["Setwise-Person"] = str(user.pk)  # for whom a phone may keep the page
        return response
