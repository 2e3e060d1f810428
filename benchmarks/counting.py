"""Counts the queries of a request that asks for it, BEGIN and COMMIT among them."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test.utils import CaptureQueriesContext

ASKED = "HTTP_X_COUNT_QUERIES"
ANSWERED = "X-Queries"


class CountQueriesMiddleware:
    """Adds a header with the number of queries; any other request passes with one look-up in a dict."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if ASKED not in request.META:
            return self.get_response(request)
        with CaptureQueriesContext(connection) as captured:
            response = self.get_response(request)
        response[ANSWERED] = str(len(captured))
        return response
