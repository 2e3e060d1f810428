"""The library: templates that come with Setwise and the studio's own, found and taken."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from programs import library
from programs.forms.library import UseForm, client_named
from programs.library import PLACE_NAMES, Template
from programs.queries.library import (
    OWN,
    SHIPPED,
    LibraryFilter,
    LibraryLine,
    found_lines,
    in_folders,
    library_page,
    misfits,
    own_lines,
    shipped_lines,
)
from trainer.http import PersonRequest
from trainer.models import Experience
from trainer.roles import trainers_only
from web.identifiers import new_uuid
from web.numbers import mark_of

LONGEST_QUERY = 80
LIST = "programs/library.html"
GOALS = [("hypertrophy", "Hypertrophy"), ("strength", "Strength"), ("mixed", "Mixed")]


@require_GET
@trainers_only
@vary_on_headers("HX-Request")
def program_library(request: PersonRequest) -> HttpResponse:
    """Every template in one list, narrowed while typing."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    names = ("goal", "experience", "days", "place", "source", "tag", "folder")
    wanted = LibraryFilter(**{name: request.GET.get(name, "")[:LONGEST_QUERY] for name in names})
    client = client_named(request.user, request.GET.get("client", ""))
    lines = [*own_lines(request.user), *shipped_lines()]
    found = found_lines(lines, text, wanted)
    context = {
        "groups": [("", found)] if text.strip() and found else in_folders(found),
        "count": len(found),
        "q": text,
        "narrowed": bool(text.strip() or wanted != LibraryFilter()),
        "menus": menus_of(lines, wanted),
        "client": client,
    }
    return TemplateResponse(request, f"{LIST}#lines" if request.htmx else LIST, context)


def menus_of(lines: list[LibraryLine], wanted: LibraryFilter) -> list[tuple[str, str, list[Any], str]]:
    """What the list can be narrowed by: a name, its words, what can be chosen, what is."""
    days = [(str(number), str(number)) for number in sorted({line.days for line in lines if line.days})]
    tags = sorted({tag.casefold() for line in lines for tag in line.tags})
    folders = sorted({line.folder for line in lines if line.folder}, key=str.casefold)
    menus: list[tuple[str, str, list[Any], str]] = [
        ("goal", "Goal", GOALS, wanted.goal),
        ("experience", "Experience", list(Experience.choices), wanted.experience),
        ("days", "Days a week", days, wanted.days),
        ("place", "Equipment", list(PLACE_NAMES.items()), wanted.place),
        ("tag", "Tag", [(tag, tag.capitalize()) for tag in tags], wanted.tag.casefold()),
        ("source", "From", [(SHIPPED, "Setwise"), (OWN, "Your studio")], wanted.source),
    ]
    if folders:
        menus.append(("folder", "Folder", [(folder, folder) for folder in folders], wanted.folder))
    return menus


@require_GET
@trainers_only
@vary_on_headers("HX-Request")
def library_template(request: PersonRequest, template_key: str) -> HttpResponse:
    """One template: when to use it and when not, its first weeks, its totals; for htmx whether it suits."""
    template = template_or_404(template_key)
    client = client_named(request.user, request.GET.get("client", ""))
    form = UseForm(template=template, user=request.user, initial={"id": new_uuid(), "client": client})
    context = context_of(request, template, form)
    context["misfits"] = misfits(template, client) if client else []
    context["client"] = client
    name = "programs/library_template.html"
    return TemplateResponse(request, f"{name}#fit" if request.htmx else name, context)


@require_POST
@trainers_only
def library_use(request: PersonRequest, template_key: str) -> HttpResponse:
    """Make a program of a template, for a client or as a template; the same form twice makes one."""
    template = template_or_404(template_key)
    form = UseForm(request.POST, template=template, user=request.user)
    if form.is_valid():
        return redirect("program_plan", form.create(by=request.user).pk)
    context = {**context_of(request, template, form), "misfits": [], "client": None}
    return TemplateResponse(request, "programs/library_template.html", context, status=422)


def template_or_404(key: str) -> Template:
    template = library.template(key)
    if template is None:
        raise Http404
    return template


def context_of(request: PersonRequest, template: Template, form: UseForm) -> dict[str, Any]:
    page = library_page(template, mark=mark_of(request.user.locale))
    return {
        "template": template,
        "experience": Experience(template.experience).label,
        "page": page,
        "form": form,
    }
