"""A first program drafted from a client's profile: looked at, asked otherwise, then started from."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from programs.forms.drafts import DraftForm
from programs.queries.drafts import draft_page, missing_names
from trainer.http import PersonRequest
from trainer.models import Client
from web.identifiers import new_uuid
from web.numbers import mark_of


@require_http_methods(["GET", "POST"])
def client_draft(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """The draft that the profile gives; without JavaScript, changed options come back here."""
    form = _form(request, client_id)
    valid = not form.is_bound or form.is_valid()
    draft = _context(request, form)
    wanted = valid and request.POST.get("do") == "start"
    if wanted and not draft["page"].empty:
        return redirect("program_detail", form.create(by=request.user).pk)
    context = {
        **draft,
        "client": form.client,
        "facts": form.profile.facts,
        "missing": missing_names(form.profile.facts),
    }
    return TemplateResponse(
        request, "programs/draft.html", context, status=422 if wanted or not valid else 200
    )


@require_POST
def client_draft_preview(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """The draft for other options, while they are chosen; nothing is saved."""
    form = _form(request, client_id)
    status = 200 if form.is_valid() else 422
    return TemplateResponse(request, "programs/draft_preview.html", _context(request, form), status=status)


def _form(request: PersonRequest, client_id: uuid.UUID) -> DraftForm:
    clients = Client.objects.visible_to(request.user).active().select_related("studio")
    client = get_object_or_404(clients, pk=client_id)
    data = request.POST if request.method == "POST" else None
    return DraftForm(data, client=client, user=request.user, program_id=new_uuid())


def _context(request: PersonRequest, form: DraftForm) -> dict[str, Any]:
    valid = not form.is_bound or form.is_valid()
    page = draft_page(form.draft, form.client, mark=mark_of(request.user.locale)) if valid else None
    return {"form": form, "page": page, "problems": form.problems if form.is_bound else []}
