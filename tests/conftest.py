"""The cast of people, and what every test is held to."""

import functools
import os
import secrets
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.template import Engine
from django.template.base import Node, Origin
from django.test import Client as Visitor
from django.utils import timezone

from trainer.models import Client, ClientAccess, Membership, Studio, User
from trainer.roles import roles_of

PASSWORD = "correct horse battery"
TEMPLATES = settings.BASE_DIR / "templates"
EVERYTHING_REQUIRED = os.environ.get("SETWISE_REQUIRE_ALL") == "1"

SignIn = Callable[[User], Visitor]

# Examples that hypothesis makes up: a busy machine is no failure, and what must pass is not a lottery.
hypothesis.settings.register_profile("setwise", deadline=None, derandomize=EVERYTHING_REQUIRED)
hypothesis.settings.load_profile("setwise")


# The cast


@functools.cache
def hashed_password() -> str:
    """The password under the product's own hasher, computed once."""
    return make_password(PASSWORD)


def make_person(email: str, name: str, **fields: Any) -> User:
    """A user who signs in with `PASSWORD`, their address confirmed."""
    user = User.objects.create(email=email, name=name, password=hashed_password(), **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_client(studio: Studio, trainer: User, name: str, **fields: Any) -> Client:
    """A client of a studio whom this trainer may see."""
    row = Client.objects.create(studio=studio, name=name, **fields)
    ClientAccess.objects.create(studio=studio, client=row, user=trainer)
    return row


@pytest.fixture
def studio(db: None) -> Studio:
    return Studio.objects.create(name="Northside Strength")


@pytest.fixture
def owner(studio: Studio) -> User:
    """The trainer whose clients and programs the tests are about."""
    user = make_person("owner@example.com", "Olivia Owner")
    Membership.objects.create(studio=studio, user=user, role=Membership.Role.OWNER)
    return user


@pytest.fixture
def helper(studio: Studio) -> User:
    """A second trainer of the same studio, to whom nobody has given access to a client."""
    user = make_person("helper@example.com", "Henry Helper")
    Membership.objects.create(studio=studio, user=user)
    return user


@pytest.fixture
def stranger(db: None) -> User:
    """A trainer of another studio."""
    user = make_person("stranger@example.com", "Sam Stranger")
    elsewhere = Studio.objects.create(name="Southside Barbell")
    Membership.objects.create(studio=elsewhere, user=user, role=Membership.Role.OWNER)
    return user


@pytest.fixture
def client_person(db: None) -> User:
    """The sign-in of `client`."""
    return make_person("client@example.com", "Clara Client")


@pytest.fixture
def client(studio: Studio, owner: User, client_person: User) -> Client:
    """A client of `owner`, linked to `client_person`."""
    return make_client(studio, owner, "Clara Client", user=client_person, email=client_person.email)


@pytest.fixture
def other_client_person(db: None) -> User:
    """The sign-in of `other_client`."""
    return make_person("other.client@example.com", "Oscar Other")


@pytest.fixture
def other_client(studio: Studio, owner: User, other_client_person: User) -> Client:
    """Another client of the same trainer, who must see nothing of `client`."""
    return make_client(
        studio, owner, "Oscar Other", user=other_client_person, email=other_client_person.email
    )


@pytest.fixture
def visitor(db: None) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor()


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """`signed_in(user)` is a test client in which this person has signed in.

    The session is stored as signing in stores it, in one statement: tests do it thousands of times.
    """

    def sign_in(user: User) -> Visitor:
        visitor, key = Visitor(), secrets.token_hex(16)
        told = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "roles": list(roles := roles_of(user)),
            "role": next(iter(roles), None),
        }
        ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        Session.objects.create(session_key=key, session_data=SessionStore().encode(told), expire_date=ends)
        visitor.cookies[settings.SESSION_COOKIE_NAME] = key
        return visitor

    return sign_in


# What every test is held to


class UndefinedVariable(str):
    """Stands for a template variable that does not exist, and fails the test that renders it."""

    def __new__(cls, template: str) -> "UndefinedVariable":
        variable = super().__new__(cls, "%s")
        variable.template = template
        return variable

    template: str

    def __mod__(self, name: object) -> str:
        pytest.fail(f"{self.template} uses the variable “{name}”, which does not exist.")


def rendering_template(frame: FrameType | None) -> Origin | None:
    """Where the template node stands that is being rendered, found on the call stack."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and isinstance(getattr(node, "origin", None), Origin):
            return node.origin
        frame = frame.f_back
    return None


def string_if_invalid(engine: Engine) -> str:
    """What an undefined variable becomes: a failure in our templates, nothing in a package's own."""
    origin = rendering_template(sys._getframe())
    if origin is None or not Path(origin.name).is_relative_to(TEMPLATES):
        return ""
    return UndefinedVariable(origin.name)


@pytest.fixture(autouse=True, scope="session")
def undefined_template_variables_fail() -> Iterator[None]:
    """Only templates under templates/ are held to this; Django's and crispy's own rely on the default."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Engine, "string_if_invalid", property(string_if_invalid, lambda *_: None), raising=False
        )
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about another database than that of this run; `make test` makes both runs.

    What meets no database is told everything by the run on SQLite.
    """
    on_sqlite = connection.vendor == "sqlite"

    def belongs_here(item: pytest.Item) -> bool:
        if item.get_closest_marker("postgresql_only" if on_sqlite else "sqlite_only"):
            return False
        return on_sqlite or meets_the_database(item)

    if left_out := [item for item in items if not belongs_here(item)]:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if belongs_here(item)]


def meets_the_database(item: pytest.Item) -> bool:
    """Whether a test may ask the database: pytest-django refuses it to every other one."""
    fixtures = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db"))


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where everything is required, a skipped test is a failed one. An expected failure stays one."""
    if EVERYTHING_REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and a skip is not a pass here: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report
