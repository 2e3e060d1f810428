"""The rules that tests are held to do hold."""

import sqlite3

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.base import Origin

from tests.conftest import meets_the_database
from trainer.models import Client, User


def render(text: str, name: str) -> str:
    template = Template(text, origin=Origin(name))
    return template.render(Context({"known": "here"}))


def test_a_template_of_ours_that_uses_an_unknown_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="uses the variable “unknown”, which does not exist"):
        render("{{ known }} {{ unknown }}", f"{settings.BASE_DIR}/templates/base.html")


def test_a_template_of_ours_that_uses_known_variables_renders() -> None:
    assert render("{{ known }}", f"{settings.BASE_DIR}/templates/base.html") == "here"


def test_a_template_of_a_package_may_rely_on_unknown_variables() -> None:
    assert render("{{ unknown|default:'nothing' }}", "/a/package/templates/x.html") == "nothing"


def test_sqlite_is_free_of_the_wal_reset_bug() -> None:
    assert sqlite3.sqlite_version_info >= (3, 51, 3)


def test_clients_of_one_trainer_are_two_people(client: Client, other_client: Client, owner: User) -> None:
    assert set(Client.objects.visible_to(owner)) == {client, other_client}


def test_this_meets_no_database(request: pytest.FixtureRequest) -> None:
    assert not meets_the_database(request.node)


@pytest.mark.django_db
def test_this_meets_the_database_by_its_mark(request: pytest.FixtureRequest) -> None:
    assert meets_the_database(request.node)


@pytest.mark.usefixtures("owner")
def test_this_meets_the_database_by_a_fixture_of_its_fixture(request: pytest.FixtureRequest) -> None:
    assert meets_the_database(request.node)
