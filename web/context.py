"""What every template knows."""

from django.contrib.messages import get_messages
from django.http import HttpRequest


def messages(request: HttpRequest) -> dict[str, object]:
    """What the next page tells once; a copy that the service worker fetches to keep takes nothing of it."""
    return {"messages": () if "X-Keep" in request.headers else get_messages(request)}
