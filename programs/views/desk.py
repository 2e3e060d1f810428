"""The trainer's desk."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.queries.desk import desk_page
from programs.queries.sessions import day_text
from trainer.http import PersonRequest
from trainer.roles import TRAINER


@require_safe
def desk(request: PersonRequest) -> HttpResponse:
    if TRAINER not in request.roles:
        raise Http404
    today = timezone.localdate()
    page = desk_page(request.user, now=timezone.now(), today=today)
    return TemplateResponse(request, "programs/desk.html", {"page": page, "date": day_text(today)})
