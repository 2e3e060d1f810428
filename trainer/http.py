"""The request as views of signed-in people receive it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from trainer.models import User


class PersonRequest(HttpRequest):
    """A request of a signed-in person; anonymous ones never reach a view that takes this."""

    user: User
    htmx: HtmxDetails
    role: str | None
    roles: tuple[str, ...]
