"""The account library's pages, with our statuses, and the link that changes an address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import urls as allauth_urls
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.views.decorators.csrf import csrf_protect

from trainer.actions import AddressTakenError, change_email
from trainer.emails import read_change_of_address, send_address_changed
from trainer.models import User


def in_our_way(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 422 where a form was refused (the library answers 200), and say if sign-up is open."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not isinstance(response, TemplateResponse) or response.context_data is None:
            return response
        response.context_data["signup_open"] = settings.SIGNUP_OPEN
        form = response.context_data.get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response

    return answer


def account_patterns() -> list[URLPattern]:
    """Every address of the library in our way."""
    return [
        URLPattern(entry.pattern, in_our_way(entry.callback), entry.default_args, entry.name)
        for entry in allauth_urls.urlpatterns
    ]


@login_not_required
@csrf_protect
def change_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to a new address: asks once more, then changes it."""
    wanted = read_change_of_address(token)
    user = None
    if wanted:
        user = User.objects.filter(pk=wanted.user_id, email=wanted.old_email, is_active=True).first()
    if wanted is None or user is None:
        return TemplateResponse(request, "account/change_email_refused.html", status=410)
    if request.method == "POST":
        try:
            change_email(user=user, email=wanted.email)
        except AddressTakenError:
            return TemplateResponse(request, "account/change_email_refused.html", status=410)
        send_address_changed(old_email=wanted.old_email, email=wanted.email)
        messages.success(request, f"From now on you sign in with {wanted.email}.")
        return HttpResponseRedirect(reverse("settings"))
    return TemplateResponse(request, "account/change_email.html", {"person": user, "new_email": wanted.email})
