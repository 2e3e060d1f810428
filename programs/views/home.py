"""The front door: each person to the page they work from."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from trainer.roles import TRAINER


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect("desk" if getattr(request, "role", None) == TRAINER else "today")
