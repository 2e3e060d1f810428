"""Pages for what is not there, what must be sent again, and what broke."""

import pytest
from django.template.loader import render_to_string
from django.test import Client as Visitor

from tests.conftest import SignIn
from trainer.models import User


def test_an_unknown_address_leads_a_stranger_back_to_the_start(visitor: Visitor) -> None:
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert response.templates[0].name == "404.html"
    assert '<a class="btn btn-primary" href="/">Back to the start</a>' in response.content.decode()


def test_an_unknown_address_keeps_the_menu_of_a_person_who_signed_in(owner: User, signed_in: SignIn) -> None:
    response = signed_in(owner).get("/nowhere/")
    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()
    assert "/settings/" in response.content.decode()


def test_a_form_whose_token_is_stale_is_asked_for_again(owner: User) -> None:
    strict = Visitor(enforce_csrf_checks=True)
    strict.force_login(owner)
    response = strict.post("/settings/", {"name": "Somebody else"})
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()
    owner.refresh_from_db()
    assert owner.name == "Olivia Owner"


def test_a_failure_answers_with_a_page_that_needs_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("allauth.account.views.LoginView.get", broken)
    visitor.raise_request_exception = False
    response = visitor.get("/account/login/")
    assert response.status_code == 500
    assert response.content.decode() == render_to_string("500.html")
    assert "Something broke on our side" in response.content.decode()
