"""How accounts behave where the library asks."""

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

log = logging.getLogger("setwise.accounts")


def absolute(path: str) -> str:
    """An address for an e-mail: where the host says that the site is, whatever the request claims."""
    return f"{settings.SITE_URL}{path}"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up may be closed; a mail server that is down is said, not shown as an error page."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been closed.",
        "email_password_mismatch": "This e-mail and password don't belong together.",
        "email_taken": "Somebody already signs in with this address. Is it you? Then sign in instead.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": "This is not the code that we sent.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link has been used already or is too old.",
        "too_many_login_attempts": "That was too often. Wait five minutes, then try again.",
        "rate_limited": "That was too often. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> bool:
        """Whether the mail was handed over. Known and unknown addresses are treated alike."""
        try:
            super().send_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})
        except (SMTPException, OSError):
            log.exception("A mail (%s) could not be sent.", template_prefix)
            messages.error(self.request, "We couldn't send the e-mail just now. Try again in a few minutes.")
            return False
        return True
