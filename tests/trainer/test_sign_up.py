"""A trainer's first day."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client as Visitor
from django.urls import reverse

from tests.conftest import PASSWORD
from trainer.actions import AddressTakenError, sign_up_trainer
from trainer.models import Membership, Studio, User

FORM = {"name": "Nora New", "email": "Nora@Example.com", "password1": PASSWORD, "time_zone": "Europe/Rome"}


def test_signing_up_makes_a_person_a_studio_and_its_owner_and_signs_in(visitor: Visitor, db: None) -> None:
    answer = visitor.post(reverse("account_signup"), FORM)
    assert answer["Location"] == reverse("home")
    user = User.objects.get()
    assert (user.email, user.name, user.time_zone) == ("nora@example.com", "Nora New", "Europe/Rome")
    assert list(Membership.objects.values_list("studio__name", "user", "role")) == [
        ("Nora New", user.pk, "owner")
    ]
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert visitor.session["role"] == "trainer"


def test_a_studio_can_have_a_name_of_its_own(visitor: Visitor, db: None) -> None:
    visitor.post(reverse("account_signup"), FORM | {"studio_name": "Iron & Oak"})
    assert Studio.objects.get().name == "Iron & Oak"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "x" * 10_000, "../../etc/passwd"])
def test_an_unknown_time_zone_becomes_utc(visitor: Visitor, db: None, zone: str) -> None:
    visitor.post(reverse("account_signup"), FORM | {"time_zone": zone})
    assert User.objects.get().time_zone == "UTC"


def test_the_form_sent_twice_makes_one_person_and_lets_both_in(visitor: Visitor, db: None) -> None:
    assert visitor.post(reverse("account_signup"), FORM).status_code == 302
    second = Visitor()
    assert second.post(reverse("account_signup"), FORM)["Location"] == reverse("home")
    assert second.session["_auth_user_id"] == str(User.objects.get().pk)
    assert (User.objects.count(), Studio.objects.count(), EmailAddress.objects.count()) == (1, 1, 1)


def test_an_address_is_taken_however_its_letters_are_cased(visitor: Visitor, owner: User) -> None:
    answer = visitor.post(
        reverse("account_signup"),
        FORM | {"email": "OWNER@EXAMPLE.COM", "password1": "another good password"},
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "email": ["Somebody already signs in with this address. Is it you? Then sign in instead."]
    }
    assert User.objects.count() == 1


def test_two_sign_ups_at_once_cannot_share_an_address(owner: User) -> None:
    with pytest.raises(AddressTakenError):
        sign_up_trainer(email="OWNER@example.com", name="Twin", password=PASSWORD, time_zone="UTC")
    assert (User.objects.count(), Studio.objects.count()) == (1, 1)


def test_the_database_refuses_an_address_that_differs_only_in_case(owner: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="Owner@example.com", name="Twin")


def test_where_addresses_must_be_confirmed_sign_up_never_tells_that_one_is_taken(
    settings: LazySettings, owner: User, mailoutbox: list[EmailMessage]
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answers = [
        Visitor().post(reverse("account_signup"), FORM | {"email": email})
        for email in (owner.email, "nobody@example.com")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("account_email_verification_sent"))
    ] * 2
    assert [mail.subject for mail in mailoutbox] == ["You have an account already", "Welcome to Setwise"]


def test_a_password_like_the_address_is_refused(visitor: Visitor, db: None) -> None:
    answer = visitor.post(reverse("account_signup"), FORM | {"password1": "nora@example.com"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["password1"]
    assert User.objects.count() == 0


def test_a_refused_form_loses_nothing_that_was_typed(visitor: Visitor, db: None) -> None:
    answer = visitor.post(reverse("account_signup"), FORM | {"password1": "short"})
    assert answer.status_code == 422
    assert 'value="Nora New"' in answer.text
    assert 'value="Nora@Example.com"' in answer.text


def test_sign_up_can_be_closed(visitor: Visitor, settings: LazySettings, db: None) -> None:
    assert reverse("account_signup") in visitor.get(reverse("account_login")).text
    settings.SIGNUP_OPEN = False
    assert reverse("account_signup") not in visitor.get(reverse("account_login")).text
    assert "Sign-up is closed here" in visitor.get(reverse("account_signup")).text
    visitor.post(reverse("account_signup"), FORM)
    assert User.objects.count() == 0
