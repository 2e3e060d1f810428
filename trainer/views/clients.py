"""The roster, and a client's profile."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from trainer.actions import archive_client, create_client, record_body_weight, restore_client, save_profile
from trainer.forms.clients import NewClientForm, ProfileForm
from trainer.forms.roster import RosterForm
from trainer.http import PersonRequest
from trainer.models import Client
from trainer.queries import latest_body_weight, roster
from trainer.roles import trainers_only
from web.identifiers import new_uuid

CLIENTS_ON_A_PAGE = 60


@trainers_only
def client_list(request: PersonRequest) -> HttpResponse:
    """A trainer's clients, searched as they type."""
    form = RosterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(roster(request.user, wanted, now=timezone.now()), CLIENTS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"form": form, "wanted": wanted, "page": page, "query": form.query()}
    template = "trainer/client_list.html#roster" if request.htmx else "trainer/client_list.html"
    response = TemplateResponse(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@trainers_only
def client_create(request: PersonRequest) -> HttpResponse:
    """A new client. The form's key makes a second submit give the same one."""
    form = NewClientForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method != "POST":
        return TemplateResponse(request, "trainer/client_create.html", {"form": form})
    if form.is_valid():
        try:
            client, is_new = create_client(
                studio=form.chosen_studio,
                by=request.user,
                client_id=form.cleaned_data["key"],
                **form.profile(),
            )
        except PermissionError:
            form = NewClientForm({**request.POST.dict(), "key": str(new_uuid())}, user=request.user)
            form.add_error(None, "This form was used before. Send it once more.")
        else:
            if is_new:
                _weigh(request, client, form)
                messages.success(request, f"{client.name} is on your list. What can they train with?")
            return redirect("client_equipment", client.pk)
    return TemplateResponse(request, "trainer/client_create.html", {"form": form}, status=422)


def _weigh(request: PersonRequest, client: Client, form: NewClientForm) -> None:
    weight = form.cleaned_data["body_weight"]
    if weight is not None:
        unit, today = form.cleaned_data["body_weight_unit"], timezone.localdate()
        record_body_weight(client=client, by=request.user, value=weight, unit=unit, measured_on=today)


def client_edit(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """A client's profile. A changed body weight becomes a measurement of today."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        instance=client,
        user=request.user,
        measurement=latest_body_weight(client),
    )
    if request.method == "POST" and form.is_valid():
        save_profile(
            client=form.instance,
            by=request.user,
            body_weight=form.cleaned_data["body_weight"],
            body_weight_unit=form.cleaned_data["body_weight_unit"],
            today=timezone.localdate(),
        )
        messages.success(request, "Profile saved.")
        return redirect("client_edit", client.pk)
    # A refused name is not shown as the client's, so the page's heading is read anew.
    shown = Client.objects.get(pk=client.pk) if form.errors else client
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(
        request, "trainer/client_edit.html", {"form": form, "client": shown}, status=status
    )


@require_POST
def client_archive(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Put a client away; the message on the next page has the way back."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    if archive_client(client=client, by=request.user, now=timezone.now()):
        undo = render_to_string("trainer/archived_message.html", {"client": client}, request)
        messages.success(request, undo)
    return redirect("client_list")


@require_POST
def client_restore(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Bring an archived client back."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    if restore_client(client=client, by=request.user):
        messages.success(request, f"{client.name} is on your list again.")
    return redirect("client_edit", client.pk)
