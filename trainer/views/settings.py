"""A person's own settings and hats."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from trainer.forms.settings import SettingsForm
from trainer.http import PersonRequest
from trainer.models import User
from trainer.roles import remember_roles


def settings(request: PersonRequest) -> HttpResponse:
    """Name, units, time zone, theme, numbers and dates."""
    # A copy of the row, so that a refused form does not change how this very page is drawn.
    person = User.objects.get(pk=request.user.pk)
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Settings saved.")
        return HttpResponseRedirect(reverse("settings"))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trainer/settings.html", {"form": form}, status=status)


@require_POST
def switch_role(request: PersonRequest) -> HttpResponse:
    """Wear the other hat: somebody who trains others and trains themselves."""
    remember_roles(request, prefer=request.POST.get("role", ""))
    if request.session["role"] != request.POST.get("role"):
        raise Http404
    return redirect("home")
