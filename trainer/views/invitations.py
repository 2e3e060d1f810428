"""Invitations: the trainer makes and ends them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trainer.actions import InvitationRefusedError, invite_client, revoke_invitations
from trainer.adapter import absolute
from trainer.emails import send_invitation
from trainer.http import PersonRequest
from trainer.models import Client
from trainer.queries import invitation_by_token, open_invitation


def client_invite(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """Whether the client can sign in, and a new link, which is shown this once."""
    visible = Client.objects.visible_to(request.user).select_related("user", "studio")
    client = get_object_or_404(visible, pk=client_id)
    now = timezone.now()
    context = {"client": client, "url": "", "mailed": False}
    if request.method == "POST":
        try:
            token = invite_client(client=client, by=request.user, now=now)
        except InvitationRefusedError:
            messages.error(request, "This client signs in already or is archived.")
            return redirect("client_invite", client.pk)
        context["url"] = absolute(reverse("invitation", args=[token]))
        context["mailed"] = _mail(request, token, str(context["url"]))
    context["invitation"] = open_invitation(client, now=now)
    return TemplateResponse(request, "trainer/client_invite.html", context)


def _mail(request: PersonRequest, token: str, url: str) -> bool:
    """Mail the link where there is an address. Not as a background task: it would store the secret."""
    invitation = invitation_by_token(token)
    if invitation is None or not invitation.client.email:
        return False
    return send_invitation(invitation, url=url, trainer=request.user)


@require_POST
def client_invite_revoke(request: PersonRequest, client_id: uuid.UUID) -> HttpResponse:
    """The link stops working."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    if revoke_invitations(client=client, by=request.user, now=timezone.now()):
        messages.success(request, "The invitation has been withdrawn. Its link no longer works.")
    return redirect("client_invite", client.pk)
