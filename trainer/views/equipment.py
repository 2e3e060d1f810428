"""What a client can train with."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from trainer.actions import apply_preset, save_equipment
from trainer.forms.equipment import EquipmentForm
from trainer.http import PersonRequest
from trainer.loads import Loads, fingerprint, summary
from trainer.models import Client, Implement
from trainer.presets import DESCRIPTIONS, Preset
from trainer.queries import loads_on_hand
from web.numbers import mark_of


def client_equipment(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Presets for one click, and every implement for the exact truth."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    if "preset" in request.POST:
        return _apply(request, client)
    present = loads_on_hand(client)
    form = EquipmentForm(
        request.POST if request.method == "POST" else None,
        present=present,
        unit=client.unit,
        mark=mark_of(request.user.locale),
    )
    seen = fingerprint(list(present.values()))
    is_stale = request.POST.get("seen", seen) != seen  # Somebody has saved since this page was opened.
    if request.method == "POST" and form.is_valid():
        items = list(form.results())
        if not is_stale or fingerprint(items) == seen:  # The same again is a second click.
            save_equipment(client=client, items=items, by=request.user)
            messages.success(request, "Equipment saved.")
            return redirect("client_equipment", client.pk)
    presets = [(preset.value, preset.label, DESCRIPTIONS[preset]) for preset in Preset]
    context = {
        "client": client,
        "form": form,
        "presets": presets,
        "present": present,
        "seen": seen,
        "stored": _in_words(list(present.values()), mark_of(request.user.locale)) if is_stale else "",
        "is_stale": is_stale,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trainer/client_equipment.html", context, status=status)


def _apply(request: PersonRequest, client: Client) -> HttpResponse:
    if request.POST["preset"] not in Preset.values:
        raise Http404
    preset = Preset(request.POST["preset"])
    before = apply_preset(client=client, preset=preset, by=request.user)
    after = loads_on_hand(client)
    gone = [item for name, item in before.items() if after.get(name) != item]
    replaced = f" It replaced: {_in_words(gone, mark_of(request.user.locale))}." if gone else ""
    messages.success(request, f"{preset.label} is set.{replaced}")
    return redirect("client_equipment", client.pk)


def _in_words(items: list[Loads], mark: str) -> str:
    words = ((Implement(item.implement).label, summary(item, mark=mark)) for item in items)
    return "; ".join(f"{label} ({loads})" if loads else label for label, loads in words)
