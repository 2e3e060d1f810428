"""The link in a digest or reminder that stops it, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from programs.actions.notices import stop_notices
from programs.emails import read_stop


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signature says who may
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, since programs that check mails follow their links; stop it when told to."""
    if request.method == "POST":
        kind, state = stop_notices(token=token), "stopped"
    else:
        wanted = read_stop(token)
        kind, state = (wanted[1] if wanted else None), "asked"
    context = {"kind": kind.value if kind else "", "state": state if kind else "unknown"}
    return TemplateResponse(request, "programs/notice_stop.html", context, status=200 if kind else 404)
