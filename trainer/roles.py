"""Which hats a signed-in person wears: trainer, client, or both."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse

from trainer.http import PersonRequest
from trainer.models import Client, User

TRAINER = "trainer"
CLIENT = "client"


def roles_of(user: User) -> tuple[str, ...]:
    """The hats in the order in which they are offered."""
    roles = []
    if user.memberships.exists():
        roles.append(TRAINER)
    if Client.objects.of_person(user).active().exists():
        roles.append(CLIENT)
    return tuple(roles)


def remember_roles(request: HttpRequest, *, prefer: str | None = None) -> None:
    """Keep the roles in the session, so that pages need not ask for them.

    The role only chooses menus and the home page. What a person may see is always decided by
    `visible_to` and `of_person`, on rows.
    """
    assert isinstance(request.user, User)
    roles = roles_of(request.user)
    wanted = prefer or request.session.get("role")
    request.session["roles"] = list(roles)
    request.session["role"] = wanted if wanted in roles else (roles[0] if roles else None)


@receiver(user_logged_in)
def remember_roles_at_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.user = user
    remember_roles(request)


def trainers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for trainers: 404 for everybody else, asked of the rows and not of the session."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.memberships.exists():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
