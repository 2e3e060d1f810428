"""A whole program from pasted text: read line by line, looked over, then made."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from programs.forms.paste import PasteForm
from trainer.http import PersonRequest
from trainer.roles import trainers_only
from web.identifiers import new_uuid


@require_http_methods(["GET", "POST"])
@trainers_only
def program_paste(request: PersonRequest) -> HttpResponse:
    """The text and what is understood of it; saved once every line is clear and the trainer says so."""
    if request.method == "GET":
        form = PasteForm(user=request.user, initial={"id": new_uuid(), "client": request.GET.get("client")})
        return TemplateResponse(request, "programs/paste.html", {"form": form, "review": None})
    form = PasteForm(request.POST, user=request.user)
    valid = form.is_valid()
    review = form.review if "text" in form.cleaned_data and "id" in form.cleaned_data else None
    wanted = request.POST.get("do") == "make"
    if valid and wanted and review is not None and not review.unresolved:
        return redirect("program_plan", form.create(by=request.user).pk)
    refused = not valid or (wanted and review is not None and bool(review.unresolved))
    context = {"form": form, "review": review, "refused": refused and wanted}
    return TemplateResponse(request, "programs/paste.html", context, status=422 if refused else 200)


@require_POST
@trainers_only
def paste_review(request: PersonRequest) -> HttpResponse:
    """What is understood of the text while it is typed; nothing is saved."""
    form = PasteForm(request.POST, user=request.user)
    form.full_clean()
    review = form.review if "text" in form.cleaned_data else None
    context = {"form": form, "review": review}
    return TemplateResponse(request, "programs/paste_review.html", context)
