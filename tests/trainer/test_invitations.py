"""A client's way in: a link that works once."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client as Visitor
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD, SignIn, make_client, make_person
from trainer.actions import InvitationRefusedError, accept_invitation, invite_client, revoke_invitations
from trainer.models import Client, Invitation, Membership, Studio, User
from trainer.queries import InvitationState


@pytest.fixture
def newcomer(studio: Studio, owner: User) -> Client:
    """A client without a sign-in."""
    return make_client(studio, owner, "Nora New", email="nora@example.com", unit="lb")


@pytest.fixture
def token(newcomer: Client, owner: User) -> str:
    return invite_client(client=newcomer, by=owner, now=timezone.now())


def link(token: str) -> str:
    return reverse("invitation", args=[token])


def form(**changes: str) -> dict[str, str]:
    return {
        "name": "Nora New",
        "email": "nora@example.com",
        "password": PASSWORD,
        "time_zone": "Europe/Rome",
        "way": "password",
    } | changes


# The trainer's side


def test_the_link_is_shown_once_mailed_and_kept_only_as_a_hash(
    signed_in: SignIn, owner: User, newcomer: Client, mailoutbox: list[EmailMessage]
) -> None:
    visitor, address = signed_in(owner), reverse("client_invite", args=[newcomer.pk])
    page = visitor.post(address)
    url = page.context["url"]
    assert f'value="{url}"' in page.text
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["nora@example.com"], "Olivia Owner invites you to Setwise")
    ]
    assert url in mailoutbox[0].body
    token = url.rstrip("/").rsplit("/", 1)[1]
    stored = Invitation.objects.get()
    assert stored.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) == 43
    assert token not in visitor.get(address).text


def test_a_client_without_an_address_gets_no_mail(
    signed_in: SignIn, owner: User, newcomer: Client, mailoutbox: list[EmailMessage]
) -> None:
    Client.objects.update(email="")
    page = signed_in(owner).post(reverse("client_invite", args=[newcomer.pk]))
    assert (page.context["mailed"], mailoutbox) == (False, [])


def test_a_mail_that_cannot_be_sent_still_shows_the_link(
    signed_in: SignIn, owner: User, newcomer: Client, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = signed_in(owner).post(reverse("client_invite", args=[newcomer.pk]))
    assert page.status_code == 200
    assert page.context["mailed"] is False
    assert page.context["url"] in page.text


def test_an_invitation_expires_after_the_days_that_the_host_set(
    newcomer: Client, owner: User, settings: LazySettings
) -> None:
    settings.INVITATION_DAYS = 3
    now = timezone.now()
    invite_client(client=newcomer, by=owner, now=now)
    assert Invitation.objects.get().expires_at == now + timedelta(days=3)


def test_a_new_link_ends_the_old_one(visitor: Visitor, newcomer: Client, owner: User, token: str) -> None:
    second = invite_client(client=newcomer, by=owner, now=timezone.now())
    assert (visitor.get(link(token)).status_code, visitor.get(link(second)).status_code) == (410, 200)


def test_a_withdrawn_link_no_longer_works(
    signed_in: SignIn, visitor: Visitor, owner: User, newcomer: Client, token: str
) -> None:
    signed_in(owner).post(reverse("client_invite_revoke", args=[newcomer.pk]))
    page = visitor.get(link(token))
    assert page.status_code == 410
    assert "This invitation has been withdrawn" in page.text


def test_somebody_who_signs_in_already_cannot_be_invited(client: Client, owner: User) -> None:
    with pytest.raises(InvitationRefusedError):
        invite_client(client=client, by=owner, now=timezone.now())
    assert Invitation.objects.count() == 0


def test_inviting_a_signed_in_client_is_said_and_makes_nothing(
    signed_in: SignIn, client: Client, owner: User
) -> None:
    page = signed_in(owner).post(reverse("client_invite", args=[client.pk]), follow=True)
    assert "client@example.com" in page.text
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("name", ["client_invite", "client_invite_revoke"])
def test_nobody_else_invites_or_withdraws(
    signed_in: SignIn, stranger: User, helper: User, newcomer: Client, token: str, name: str
) -> None:
    for person in (stranger, helper):
        assert signed_in(person).post(reverse(name, args=[newcomer.pk])).status_code == 404
    assert Invitation.objects.open_at(timezone.now()).count() == 1


# The client's side


def test_the_page_names_the_studio_and_the_client(visitor: Visitor, token: str) -> None:
    page = visitor.get(link(token))
    assert page.status_code == 200
    assert "Northside Strength invites Nora New" in page.text
    assert (page.context["form"]["email"].value(), page.context["has_account"]) == ("nora@example.com", False)


def test_a_password_makes_an_account_links_the_client_and_signs_in(
    visitor: Visitor, newcomer: Client, token: str
) -> None:
    answer = visitor.post(link(token), form(email="Nora.Own@Example.com"))
    assert answer["Location"] == reverse("home")
    newcomer.refresh_from_db()
    user = User.objects.get(email="nora.own@example.com")
    assert (newcomer.user, newcomer.email) == (user, "nora@example.com")
    assert (user.name, user.unit, user.time_zone) == ("Nora New", "lb", "Europe/Rome")
    assert visitor.session["role"] == "client"
    assert not user.memberships.exists()


def test_the_form_sent_twice_makes_one_account_and_lets_both_in(
    visitor: Visitor, newcomer: Client, token: str
) -> None:
    visitor.post(link(token), form())
    second = Visitor()
    assert second.post(link(token), form())["Location"] == reverse("home")
    assert second.session["_auth_user_id"] == visitor.session["_auth_user_id"]
    assert User.objects.filter(email="nora@example.com").count() == 1


def test_a_used_link_lets_nobody_else_in(visitor: Visitor, newcomer: Client, token: str) -> None:
    visitor.post(link(token), form())
    for attempt in (form(password="not the password"), form(email="else@example.com"), {}):
        thief = Visitor()
        page = thief.post(link(token), attempt)
        assert page.status_code == 410
        assert "This invitation has been accepted" in page.text
        assert "_auth_user_id" not in thief.session
    assert User.objects.count() == 2


def test_whoever_used_the_link_is_led_home_by_it(visitor: Visitor, token: str) -> None:
    visitor.post(link(token), form())
    assert visitor.get(link(token))["Location"] == reverse("home")


def test_a_code_signs_in_before_the_invitation_is_accepted(
    visitor: Visitor, newcomer: Client, token: str, mailoutbox: list[EmailMessage]
) -> None:
    asked = visitor.post(link(token), form(way="code", password=""))
    assert asked["Location"] == f"{reverse('account_confirm_login_code')}?next=%2Finvitation%2F{token}%2F"
    code = re.search(r"^([A-Z0-9]+-?[A-Z0-9]+)$", str(mailoutbox[0].body), re.MULTILINE)
    assert code is not None
    assert not Client.objects.filter(user__email="nora@example.com").exists()
    answer = visitor.post(asked["Location"], {"code": code[1]})
    assert answer["Location"] == link(token)
    page = visitor.get(link(token))
    assert "Accept as Nora New" in page.text
    assert visitor.post(link(token))["Location"] == reverse("home")
    newcomer.refresh_from_db()
    user = User.objects.get(email="nora@example.com")
    assert newcomer.user == user
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_asking_for_a_code_twice_makes_one_account(
    visitor: Visitor, newcomer: Client, token: str, mailoutbox: list[EmailMessage]
) -> None:
    for _ in range(2):
        visitor.post(link(token), form(way="code", password=""))
    assert User.objects.filter(email="nora@example.com").count() == 1
    assert len(mailoutbox) == 2


def test_an_account_that_exists_is_sent_to_sign_in_and_comes_back(
    visitor: Visitor, stranger: User, newcomer: Client, token: str
) -> None:
    page = visitor.post(link(token), form(email="STRANGER@example.com"))
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "email": ["You sign in with this address already. Sign in first, then accept."]
    }
    back = f"{reverse('account_login')}?next=%2Finvitation%2F{token}%2F"
    assert f'href="{back}"' in page.text
    signed = visitor.post(back, {"login": stranger.email, "password": PASSWORD, "next": link(token)})
    assert signed["Location"] == link(token)
    visitor.post(link(token))
    newcomer.refresh_from_db()
    assert newcomer.user == stranger
    assert visitor.session["roles"] == ["trainer", "client"]


def test_the_page_offers_signing_in_where_the_clients_address_has_an_account(
    visitor: Visitor, studio: Studio, owner: User, stranger: User
) -> None:
    known = make_client(studio, owner, "Sam Stranger", email="Stranger@Example.com")
    page = visitor.get(link(invite_client(client=known, by=owner, now=timezone.now())))
    assert "You have an account with Stranger@Example.com already." in page.text


def test_accepting_twice_is_harmless(signed_in: SignIn, stranger: User, token: str) -> None:
    visitor = signed_in(stranger)
    answers = [visitor.post(link(token))["Location"] for _ in range(2)]
    assert answers == [reverse("home")] * 2


def test_opening_the_page_accepts_nothing(signed_in: SignIn, stranger: User, token: str) -> None:
    assert signed_in(stranger).get(link(token)).status_code == 200
    assert Client.objects.filter(user=stranger).count() == 0


def test_a_trainer_who_opens_their_own_link_is_warned(signed_in: SignIn, owner: User, token: str) -> None:
    assert "You made this invitation yourself." in signed_in(owner).get(link(token)).text


def test_a_person_is_a_client_of_a_studio_once(
    signed_in: SignIn, client: Client, client_person: User, newcomer: Client, token: str
) -> None:
    page = signed_in(client_person).post(link(token))
    assert page.status_code == 422
    assert "You are a client of Northside Strength already." in page.text
    newcomer.refresh_from_db()
    assert newcomer.user is None
    assert Invitation.objects.get().accepted_at is None


def test_a_person_can_be_a_client_of_two_studios(
    signed_in: SignIn, client_person: User, client: Client, stranger: User
) -> None:
    elsewhere = make_client(stranger.memberships.get().studio, stranger, "Clara elsewhere")
    token = invite_client(client=elsewhere, by=stranger, now=timezone.now())
    signed_in(client_person).post(link(token))
    assert Client.objects.of_person(client_person).count() == 2


@pytest.mark.parametrize(
    ("changes", "status", "heading"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 410, "This invitation has expired"),
        ({"revoked_at": timezone.now()}, 410, "This invitation has been withdrawn"),
        ({"accepted_at": timezone.now()}, 410, "This invitation has been accepted"),
    ],
)
def test_a_link_that_has_ended_says_how_and_accepts_nobody(
    visitor: Visitor,
    signed_in: SignIn,
    stranger: User,
    newcomer: Client,
    token: str,
    changes: dict[str, object],
    status: int,
    heading: str,
) -> None:
    Invitation.objects.update(**changes)
    for answer in (
        visitor.get(link(token)),
        visitor.post(link(token), form()),
        signed_in(stranger).post(link(token)),
    ):
        assert answer.status_code == status
        assert heading in answer.text
    newcomer.refresh_from_db()
    assert newcomer.user is None


@pytest.mark.parametrize("token", ["made-up", "x" * 10_000, "'; drop table", "%00"])
def test_an_unknown_link_is_not_found_and_says_what_to_do(visitor: Visitor, db: None, token: str) -> None:
    page = visitor.get(link(token))
    assert page.status_code == 404
    assert "There is no such invitation" in page.text


def test_the_link_of_an_archived_client_does_not_work(visitor: Visitor, newcomer: Client, token: str) -> None:
    Client.objects.filter(pk=newcomer.pk).update(archived_at=timezone.now())
    assert visitor.get(link(token)).status_code == 410


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 10_000),
        ("email", ""),
        ("email", "a" * 10_000),
        ("password", ""),
        ("password", "short"),
        ("password", "password12"),
        ("password", "p" * 10_000),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_the_link_still_works(
    visitor: Visitor, token: str, field: str, value: str
) -> None:
    page = visitor.post(link(token), form(**{field: value}))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert visitor.post(link(token), form()).status_code == 302


def test_of_two_people_who_accept_one_link_the_first_gets_it(
    newcomer: Client, owner: User, stranger: User, helper: User, token: str
) -> None:
    now = timezone.now()
    assert accept_invitation(token=token, user=stranger, now=now).user == stranger
    with pytest.raises(InvitationRefusedError) as refused:
        accept_invitation(token=token, user=helper, now=now)
    assert refused.value.state is InvitationState.USED
    newcomer.refresh_from_db()
    assert newcomer.user == stranger


def test_two_people_who_accept_at_the_same_moment_never_both_get_in(transactional_db: None) -> None:
    trainer = make_person("trainer@example.com", "Tina Trainer")
    gym = Studio.objects.create(name="Eastside")
    Membership.objects.create(studio=gym, user=trainer)
    people = [make_person(f"person{number}@example.com", f"Person {number}") for number in range(4)]
    row = make_client(gym, trainer, "Nora New")
    token = invite_client(client=row, by=trainer, now=timezone.now())
    together = Barrier(len(people))

    def accept(person: User) -> str:
        try:
            together.wait(timeout=10)
            accept_invitation(token=token, user=person, now=timezone.now())
        except InvitationRefusedError as refused:
            return refused.state.value
        finally:
            connection.close()
        return person.email

    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(accept, people))
    row.refresh_from_db()
    assert row.user is not None
    assert sorted(answers) == sorted([row.user.email, "used", "used", "used"])


def test_accepting_gives_a_client_without_an_address_that_of_the_account(
    newcomer: Client, stranger: User, token: str
) -> None:
    Client.objects.update(email="")
    accept_invitation(token=token, user=stranger, now=timezone.now())
    newcomer.refresh_from_db()
    assert newcomer.email == "stranger@example.com"


def test_withdrawing_keeps_what_was_accepted(
    newcomer: Client, owner: User, stranger: User, token: str
) -> None:
    now = timezone.now()
    accept_invitation(token=token, user=stranger, now=now)
    assert revoke_invitations(client=newcomer, by=owner, now=now) == 0
    assert Invitation.objects.get().revoked_at is None


def test_guessing_links_is_slowed_down(visitor: Visitor, settings: LazySettings, token: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "2/m/ip"}
    answers = [visitor.post(link(token), form(name="")).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


def test_the_token_stays_out_of_referrers(visitor: Visitor, token: str) -> None:
    assert visitor.get(link(token))["Referrer-Policy"] == "same-origin"


def test_every_template_of_accounts_is_ours() -> None:
    """No page or mail falls back to the library's own words."""
    import allauth

    theirs = Path(allauth.__file__).parent / "templates" / "account"
    ours = Path("templates/account")
    unreachable = {
        "base_confirm_code.html",
        "base_entrance.html",
        "base_manage.html",
        "base_manage_email.html",
        "base_manage_password.html",
        "base_manage_phone.html",
        "base_reauthenticate.html",
        "confirm_email_verification_code.html",
        "confirm_password_reset_code.html",
        "email_change.html",
        "phone_change.html",
        "signup_by_passkey.html",
        "verified_email_required.html",
        "confirm_phone_verification_code.html",
        "email/password_reset_code_message.txt",
        "email/password_reset_code_subject.txt",
        "messages/phone_verification_sent.txt",
        "messages/phone_verified.txt",
    }
    names = {
        path.relative_to(theirs).as_posix()
        for path in theirs.rglob("*")
        if path.is_file() and "snippets" not in path.parts
    }
    missing = {name for name in names - unreachable if not (ours / name).is_file()}
    assert missing == set()
