"""The page behind an invitation's link: the client's first sight of Setwise."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import complete_signup, perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from trainer.actions import (
    AddressTakenError,
    InvitationRefusedError,
    accept_invitation,
    create_account_for_invitation,
    create_person,
)
from trainer.forms.invitations import NewPersonForm
from trainer.models import Invitation, User
from trainer.queries import InvitationState, invitation_by_token, state_of
from trainer.roles import CLIENT, remember_roles


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept with one button when signed in; otherwise set up a sign-in first."""
    if not ratelimit.consume(request, action="invitation"):
        return TemplateResponse(request, "429.html", status=429)
    found = invitation_by_token(token)
    state = state_of(found, now=timezone.now())
    if found is None or state is not InvitationState.OPEN:
        return _closed(request, found, state)
    if isinstance(request.user, User):
        return _accept(request, found, token, request.user)
    form = NewPersonForm(request.POST if request.method == "POST" else None, invitation=found)
    if form.is_valid():
        join = _join_by_code if form.by_code else _join_with_password
        if response := join(request, found, token, form):
            return response
    return _page(request, found, form=form, has_account=_has_account(found.client.email))


def _page(request: HttpRequest, found: Invitation, **context: Any) -> HttpResponse:
    """The open invitation; 422 when what was sent was refused."""
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    page = {"invitation": found, "client": found.client, "sign_in_url": sign_in, "refusal": "", **context}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trainer/invitation.html", page, status=status)


def _closed(request: HttpRequest, found: Invitation | None, state: InvitationState) -> HttpResponse:
    """What has become of the link, and what to do next. Whoever used it is simply let in."""
    person = found.client.user if found and state is InvitationState.USED else None
    if person is not None and request.user == person:
        return redirect("home")
    if person is not None and (response := _let_in_again(request, person)):
        return response
    context = {"invitation": found, "state": state.value}
    status = 404 if state is InvitationState.UNKNOWN else 410
    return TemplateResponse(request, "trainer/invitation_closed.html", context, status=status)


def _let_in_again(request: HttpRequest, person: User) -> HttpResponse | None:
    """The form that made the account was sent twice: sign in with what it says."""
    credentials = {"email": request.POST.get("email", ""), "password": request.POST.get("password", "")}
    if not all(credentials.values()):
        return None
    try:
        user = get_adapter().authenticate(request, **credentials)
    except ValidationError:
        return None
    if user != person:
        return None
    response: HttpResponse = perform_login(request, person, redirect_url=reverse("home"))
    return response


def _accept(request: HttpRequest, found: Invitation, token: str, user: User) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found)
    try:
        client = accept_invitation(token=token, user=user, now=timezone.now())
    except InvitationRefusedError as refused:
        if not refused.is_client_already:
            return _closed(request, found, refused.state)
        return _page(request, found, refusal=f"You are a client of {found.client.studio.name} already.")
    remember_roles(request, prefer=CLIENT)
    messages.success(request, f"Welcome. {client.studio.name} can plan your training now.")
    return redirect("home")


def _join_with_password(
    request: HttpRequest, found: Invitation, token: str, form: NewPersonForm
) -> HttpResponse | None:
    values = form.cleaned_data
    try:
        user = create_account_for_invitation(
            token=token,
            email=values["email"],
            name=values["name"],
            password=values["password"],
            time_zone=values["time_zone"],
            now=timezone.now(),
        )
    except AddressTakenError:
        form.add_error("email", "You sign in with this address already. Sign in first, then accept.")
        return None
    except InvitationRefusedError as refused:
        return _closed(request, invitation_by_token(token), refused.state)
    response: HttpResponse = complete_signup(request, user, None, reverse("home"))
    return response


def _join_by_code(
    request: HttpRequest, found: Invitation, token: str, form: NewPersonForm
) -> HttpResponse | None:
    """Send a code to the address; the invitation is accepted after it has proved right."""
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="request_login_code", key=email):
        form.add_error("email", "That was too often. Wait a minute, then try again.")
        return None
    user = User.objects.filter(email=email).first() or create_person(
        email=email,
        name=form.cleaned_data["name"],
        password=None,
        time_zone=form.cleaned_data["time_zone"],
        unit=found.client.unit,
    )
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    back_here = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('account_confirm_login_code')}?{back_here}")


def _has_account(email: str) -> bool:
    return bool(email) and User.objects.filter(email__iexact=email).exists()
