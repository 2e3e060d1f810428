"""Exercises: finding them, reading their facts, keeping one's own."""

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from programs.actions.exercises import archive_exercise, save_exercise
from programs.catalogue.words import MECHANICS, MUSCLES, PATTERNS
from programs.forms.exercises import NAME_USED, ExerciseForm, choices, initial_of
from programs.models import Exercise
from programs.queries.exercise_facts import facts_of, listed, name_of
from programs.queries.exercises import ExerciseLine, Filters, implements_of, search
from trainer.http import PersonRequest
from trainer.models import Client
from trainer.roles import trainers_only
from web.identifiers import new_uuid
from web.numbers import mark_of

LONGEST_QUERY = 80
LIST_LIMIT = 60
MANY = 10_000
LIST = "programs/exercise_list.html"


def client_named(request: PersonRequest) -> Client | None:
    """The client in the address, if this trainer may see them."""
    try:
        client_id = uuid.UUID(request.GET.get("client", ""))
    except ValueError:
        return None
    return Client.objects.visible_to(request.user).filter(pk=client_id).first()


@require_GET
def exercise_search(request: PersonRequest) -> HttpResponse:
    """What the builder's box offers while a trainer types."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    client = client_named(request)
    has = implements_of(client) if client else None
    found = search(request.user, text) if text.strip() else []
    options = [
        {
            "id": line.id,
            "name": line.name,
            "facts": listed((line.pattern, *line.primary)),
            "needs": listed(sorted(line.equipment)),
            "missing": listed(sorted(line.equipment - has)) if has is not None else "",
        }
        for line in found
    ]
    context = {"options": options, "q": text, "client": client}
    return TemplateResponse(request, "programs/exercise_options.html", context)


@require_GET
@vary_on_headers("HX-Request")
def exercise_list(request: PersonRequest) -> HttpResponse:
    """The catalogue and the studio's own, narrowed while typing."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    client = client_named(request)
    chosen = {name: request.GET.get(name, "") for name in ("muscle", "pattern", "mechanics")}
    filters = Filters(
        **chosen,
        implements=implements_of(client) if client else None,
        own=request.GET.get("own") == "1",
    )
    found = search(request.user, text, filters=filters, limit=MANY)
    shown = found if "all" in request.GET else found[:LIST_LIMIT]
    context = {
        "groups": groups_of(shown, by_pattern=not text.strip()),
        "count": len(found),
        "left_out": len(found) - len(shown),
        "more_address": f"?{request.GET.urlencode()}&all=1",
        "q": text,
        "narrowed": bool(text.strip() or client or filters.own or any(chosen.values())),
        "own": filters.own,
        "chosen_client": client,
        "clients": Client.objects.visible_to(request.user).active().order_by("name"),
        "menus": [
            ("muscle", "Trains", choices(MUSCLES), chosen["muscle"]),
            ("pattern", "Movement", choices(PATTERNS), chosen["pattern"]),
            ("mechanics", "Kind", choices(MECHANICS), chosen["mechanics"]),
        ],
    }
    return TemplateResponse(request, f"{LIST}#lines" if request.htmx else LIST, context)


def groups_of(lines: list[ExerciseLine], *, by_pattern: bool) -> list[tuple[str, list[dict[str, Any]]]]:
    """Lines under the name of their movement; what was searched for stands best first, under none."""
    if not by_pattern:
        return [("", [line_of(line, line.pattern, line.mechanics) for line in lines])] if lines else []
    ordered = sorted(lines, key=lambda line: PATTERNS.index(line.pattern))
    return [
        (name_of(pattern), [line_of(line, line.mechanics) for line in group])
        for pattern, group in groupby(ordered, key=lambda line: line.pattern)
    ]


def line_of(line: ExerciseLine, *kind: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "kind": listed(kind),
        "trains": listed(line.primary),
        "needs": listed(sorted(line.equipment)) or "Nothing",
        "own": line.own,
    }


@require_GET
def exercise_detail(request: PersonRequest, exercise_id: uuid.UUID) -> HttpResponse:
    """The facts of one exercise, in words."""
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), pk=exercise_id)
    context = {"exercise": exercise, "facts": facts_of(exercise, mark=mark_of(request.user.locale))}
    return TemplateResponse(request, "programs/exercise_detail.html", context)


@require_http_methods(["GET", "POST"])
@trainers_only
def exercise_create(request: PersonRequest) -> HttpResponse:
    """A studio's own exercise, empty or after another one."""
    initial: dict[str, Any] = {"id": new_uuid()}
    try:
        model = Exercise.objects.visible_to(request.user).get(pk=uuid.UUID(request.GET.get("like", "")))
        initial |= initial_of(model)
    except (ValueError, Exercise.DoesNotExist):
        pass
    data = request.POST if request.method == "POST" else None
    return exercise_form(request, ExerciseForm(data, user=request.user, initial=initial))


@require_http_methods(["GET", "POST"])
def exercise_edit(request: PersonRequest, exercise_id: uuid.UUID) -> HttpResponse:
    exercise = get_object_or_404(Exercise.objects.editable_by(request.user), pk=exercise_id)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data["id"] = str(exercise.pk)
    initial = {"id": exercise.pk, **initial_of(exercise)}
    form = ExerciseForm(data, user=request.user, exercise=exercise, initial=initial)
    return exercise_form(request, form, exercise)


def exercise_form(
    request: PersonRequest, form: ExerciseForm, exercise: Exercise | None = None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        studio = exercise.studio if exercise and exercise.studio else form.studio
        try:
            saved = save_exercise(studio=studio, exercise_id=form.cleaned_data["id"], values=form.values())
        except IntegrityError:
            form.take_name_as_used()
        else:
            messages.success(request, f"{saved.name} is saved.")
            return redirect("exercise_detail", saved.pk)
    context = {"form": form, "exercise": exercise}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "programs/exercise_form.html", context, status=status)


@require_POST
def exercise_archive(request: PersonRequest, exercise_id: uuid.UUID) -> HttpResponse:
    exercise = get_object_or_404(Exercise.objects.editable_by(request.user), pk=exercise_id)
    archived = request.POST.get("archived") != "no"
    try:
        archive_exercise(exercise, archived=archived)
    except IntegrityError:
        messages.error(request, f"{NAME_USED} Rename one of the two first.")
    return redirect("exercise_detail", exercise.pk)
