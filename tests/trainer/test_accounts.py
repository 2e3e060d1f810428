"""Signing in, by password and by code; passwords and addresses changed."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client as Visitor
from django.urls import reverse

from tests.conftest import PASSWORD, SignIn
from trainer.models import User

NEW_PASSWORD = "seven green lanterns"


def link_in(mail: EmailMessage) -> str:
    """The path of the address in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.body))
    assert found is not None
    return found[1]


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"^([A-Z0-9]+-?[A-Z0-9]+)$", str(mail.body), re.MULTILINE)
    assert found is not None
    return found[1]


def sign_in(visitor: Visitor, email: str, password: str) -> int:
    return visitor.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_passwords_are_hashed_with_argon2id_at_the_parameters_that_a_small_server_affords() -> None:
    hasher = get_hasher("default")
    assert hasher.encode("anything", "somesaltsomesalt").split("$")[:4] == [
        "argon2",
        "argon2id",
        "v=19",
        "m=19456,t=2,p=1",
    ]


def test_an_e_mail_signs_in_however_its_letters_are_cased(visitor: Visitor, owner: User) -> None:
    assert sign_in(visitor, "OWNER@Example.COM", PASSWORD) == 302
    assert visitor.session["_auth_user_id"] == str(owner.pk)


def test_signing_in_remembers_the_roles(visitor: Visitor, owner: User) -> None:
    sign_in(visitor, owner.email, PASSWORD)
    assert (visitor.session["role"], visitor.session["roles"]) == ("trainer", ["trainer"])


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(visitor: Visitor, owner: User) -> None:
    answers = [
        visitor.post(reverse("account_login"), {"login": email, "password": "not the password"})
        for email in (owner.email, "nobody@example.com")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    errors = [answer.context["form"].errors for answer in answers]
    assert errors == [{"__all__": ["This e-mail and password don't belong together."]}] * 2


def test_the_sixth_wrong_password_in_five_minutes_has_to_wait(visitor: Visitor, owner: User) -> None:
    assert [sign_in(visitor, owner.email, "not the password") for _ in range(5)] == [422] * 5
    answer = visitor.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "__all__": ["That was too often. Wait five minutes, then try again."]
    }


def test_too_many_requests_get_a_page_of_our_own(visitor: Visitor, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(visitor, "nobody@example.com", "not the password")
    answer = visitor.post(reverse("account_login"), {"login": "nobody@example.com", "password": "x"})
    assert answer.status_code == 429
    assert "That was too often" in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "a" * 10_000 + "@example.com", "password": "x" * 10_000}),
        ("account_request_login_code", {"email": "a" * 10_000}),
        ("account_reset_password", {"email": "a" * 10_000}),
        ("account_signup", {"name": "n" * 10_000, "email": "a@b.example", "password1": "x" * 10_000}),
    ],
)
def test_10_000_characters_are_refused_politely(visitor: Visitor, name: str, data: dict[str, str]) -> None:
    assert visitor.post(reverse(name), data).status_code == 422


def test_signing_out_takes_a_post_and_kills_a_copied_cookie(signed_in: SignIn, owner: User) -> None:
    visitor = signed_in(owner)
    copied = visitor.cookies["session"].value
    assert visitor.get(reverse("account_logout")).status_code == 200
    assert Session.objects.filter(session_key=copied).exists()
    assert visitor.post(reverse("account_logout")).status_code == 302
    assert not Session.objects.filter(session_key=copied).exists()
    thief = Visitor()
    thief.cookies["session"] = copied
    assert thief.get(reverse("settings")).status_code == 302


def test_a_code_from_an_e_mail_signs_in_once(
    visitor: Visitor, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    answer = visitor.post(reverse("account_request_login_code"), {"email": "Owner@example.com"})
    assert answer["Location"] == reverse("account_confirm_login_code")
    assert [mail.subject for mail in mailoutbox] == ["Your sign-in code"]
    code = code_in(mailoutbox[0])
    answer = visitor.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer["Location"] == reverse("home")
    assert visitor.session["_auth_user_id"] == str(owner.pk)


def test_a_wrong_code_can_be_typed_again_but_not_guessed(
    visitor: Visitor, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    visitor.post(reverse("account_request_login_code"), {"email": owner.email})
    answers = [
        visitor.post(reverse("account_confirm_login_code"), {"code": "WRONG1"}).status_code for _ in range(3)
    ]
    assert answers == [422, 422, 302]
    visitor.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in visitor.session


def test_asking_for_a_code_never_tells_whether_an_address_has_an_account(
    visitor: Visitor, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    answers = []
    for email in (owner.email, "nobody@example.com"):
        stranger = Visitor()
        asked = stranger.post(reverse("account_request_login_code"), {"email": email})
        shown = stranger.get(asked["Location"])
        answers.append((asked.status_code, asked["Location"], shown.text.count(email)))
    assert answers[0] == answers[1]
    assert [mail.subject for mail in mailoutbox] == ["Your sign-in code", "No account with this address"]


def test_resetting_a_password_never_tells_whether_an_address_has_an_account(
    visitor: Visitor, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    answers = [
        visitor.post(reverse("account_reset_password"), {"email": email})
        for email in (owner.email, "nobody@example.com")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
    assert [mail.subject for mail in mailoutbox] == ["Set a new password", "No account with this address"]


def test_a_reset_link_sets_a_new_password_signs_in_and_works_once(
    visitor: Visitor, owner: User, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = signed_in(owner)
    visitor.post(reverse("account_reset_password"), {"email": owner.email})
    link = link_in(mailoutbox[0])
    form = visitor.get(link)
    assert "key" not in form["Location"].rsplit("/", 2)[1]
    answer = visitor.post(form["Location"], {"password1": NEW_PASSWORD})
    assert answer["Location"] == reverse("home")
    owner.refresh_from_db()
    assert owner.check_password(NEW_PASSWORD)
    assert mailoutbox[1].subject == "Your password was reset"
    assert elsewhere.get(reverse("settings")).status_code == 302
    assert "This link no longer works" in Visitor().get(link).text


def test_links_in_e_mails_lead_to_the_site_whatever_the_request_claims(
    visitor: Visitor, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    visitor.post(reverse("account_reset_password"), {"email": owner.email}, headers={"Host": "127.0.0.1:99"})
    links = re.findall(r"http\S+", str(mailoutbox[0].body))
    assert [link[:22] for link in links] == ["http://localhost:8000/", "http://localhost:8000"]


def test_a_weak_new_password_is_refused_beside_its_field(signed_in: SignIn, owner: User) -> None:
    answer = signed_in(owner).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "password12"}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["password1"]


def test_changing_the_password_keeps_this_device_and_signs_out_the_others(
    signed_in: SignIn, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    here, elsewhere = signed_in(owner), signed_in(owner)
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    )
    assert answer.status_code == 302
    assert here.get(reverse("settings")).status_code == 200
    assert elsewhere.get(reverse("settings")).status_code == 302
    assert [mail.subject for mail in mailoutbox] == ["Your password was changed"]


def test_somebody_without_a_password_sets_their_first_one(signed_in: SignIn, owner: User) -> None:
    owner.set_unusable_password()
    owner.save()
    visitor = signed_in(owner)
    assert visitor.get(reverse("account_change_password"))["Location"] == reverse("account_set_password")
    assert visitor.get(reverse("account_set_password")).status_code == 200
    visitor.post(reverse("account_set_password"), {"password1": NEW_PASSWORD})
    owner.refresh_from_db()
    assert owner.check_password(NEW_PASSWORD)


def ask_for(visitor: Visitor, email: str) -> None:
    """Ask for a change of address, with the password once more."""
    asked = visitor.post(reverse("account_email"), {"email": email, "action_add": ""})
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    visitor.post(asked["Location"], {"password": PASSWORD, "next": reverse("account_email")})


def test_an_address_changes_only_when_its_link_is_followed(
    signed_in: SignIn, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for(signed_in(owner), "New@Example.com")
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["new@example.com"], "Confirm your new address")
    ]
    link = link_in(mailoutbox[0])
    anybody = Visitor()
    assert anybody.get(link).status_code == 200
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"
    assert anybody.post(link)["Location"] == reverse("settings")
    owner.refresh_from_db()
    assert owner.email == "new@example.com"
    assert list(EmailAddress.objects.filter(user=owner).values_list("email", "primary", "verified")) == [
        ("new@example.com", True, True)
    ]
    assert (mailoutbox[1].to, mailoutbox[1].subject) == (["owner@example.com"], "Your address was changed")
    assert anybody.get(link).status_code == 410


def test_a_change_to_a_taken_address_is_answered_like_any_other_and_changes_nothing(
    signed_in: SignIn, owner: User, stranger: User, mailoutbox: list[EmailMessage]
) -> None:
    visitor = signed_in(owner)
    ask_for(visitor, "Stranger@example.com")
    shown = visitor.get(reverse("account_email")).text
    assert "We&#x27;ve sent a link to stranger@example.com." in shown
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["stranger@example.com"], "This address is in use")
    ]


def test_a_link_to_an_address_that_was_taken_meanwhile_says_so(
    signed_in: SignIn, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for(signed_in(owner), "new@example.com")
    User.objects.create_user("new@example.com", name="Nora New")
    assert Visitor().post(link_in(mailoutbox[0])).status_code == 410
    owner.refresh_from_db()
    assert owner.email == "owner@example.com"


def test_a_made_up_link_changes_no_address(visitor: Visitor, owner: User) -> None:
    assert visitor.post(reverse("account_change_email", args=["made-up"])).status_code == 410


def test_a_mail_server_that_is_down_is_said_and_loses_nothing(
    visitor: Visitor, owner: User, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = visitor.post(reverse("account_request_login_code"), {"email": owner.email}, follow=True)
    assert answer.status_code == 200
    assert "We couldn&#x27;t send the e-mail just now." in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_email_verification_sent",
    ],
)
def test_public_pages_of_accounts_open_without_a_sign_in(visitor: Visitor, name: str) -> None:
    assert visitor.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_reauthenticate"])
def test_pages_that_change_a_sign_in_open_for_the_person(signed_in: SignIn, owner: User, name: str) -> None:
    assert signed_in(owner).get(reverse(name)).status_code == 200


def test_a_confirmation_link_confirms_the_address(
    visitor: Visitor, owner: User, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    EmailAddress.objects.update(verified=False)
    signed_in(owner).post(reverse("account_email"), {"email": owner.email, "action_send": ""})
    link = link_in(mailoutbox[0])
    assert visitor.get(link).status_code == 200
    visitor.post(link)
    assert EmailAddress.objects.get(user=owner).verified


def test_a_confirmation_link_that_is_not_ours_says_so(visitor: Visitor) -> None:
    answer = visitor.get(reverse("account_confirm_email", args=["made-up"]))
    assert "This link no longer works" in answer.text
