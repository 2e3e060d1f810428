"""A client's own calendar."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Session
from programs.queries.calendar import month_page, parse_month
from trainer.http import PersonRequest


@require_safe
def calendar(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    first = parse_month(request.GET.get("month"), today=today)
    month = month_page(Session.objects.of_person(request.user), first=first, today=today)
    return TemplateResponse(
        request, "programs/calendar.html", {"month": month, "may_move": True, "own": True}
    )
