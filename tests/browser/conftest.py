"""A real server, a real Chromium, and what every page that a browser shows is held to."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.db import connection
from django.test import Client as Visitor
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

from programs.actions.programs import create_program
from programs.actions.slots import add_slot
from programs.models import Program, Workout
from tests.browser.building import lift
from trainer.models import Studio, User

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# The shell is the same engine without the windows around it, and takes a quarter less of the machine.
CHROMIUM_NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
# What belongs to a page itself; a missing one is a defect, unlike an answer that a test asks for.
PARTS_OF_A_PAGE = {"stylesheet", "script", "image", "font", "manifest"}
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
CONTRAST_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # What a test writes must be committed: the server has a connection of its own.
            item.add_marker(pytest.mark.django_db(transaction=True))


# The server


@dataclass
class Server:
    """granian on a free port of its own, serving the test database with the product's settings."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    read: int = 0

    def settle(self) -> None:
        """Wait until everything asked so far was answered: one worker with one thread serves in order."""
        with urllib.request.urlopen(f"{self.url}/healthz", timeout=20) as answer:
            assert answer.status == 200

    def new_errors(self) -> str:
        """What the server logged since last asked, if that tells of an error."""
        text = self.log.read_text(errors="replace")[self.read :]
        self.read += len(text)
        return text if re.search(r"^(ERROR|CRITICAL|Traceback)", text, re.MULTILINE) else ""


@pytest.fixture(scope="session")
def collected_static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as the product serves them, collected once for all processes of this run."""
    kept = settings.VAR_DIR / "browser"
    kept.mkdir(parents=True, exist_ok=True)
    folder: Path = kept / "static"
    script = (
        "import django; django.setup()\n"
        "from pathlib import Path\n"
        "from web.collected import collect_if_changed\n"
        f"collect_if_changed(Path({str(kept / 'static.stamp')!r}))\n"
    )
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "STATIC_ROOT": str(folder)},
            check=True,
        )
    return folder


@pytest.fixture(scope="session")
def running_server(
    django_db_setup: None, collected_static_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    if connection.vendor != "sqlite":
        pytest.skip("The browser tests walk the product on its default database, SQLite.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    log = tmp_path_factory.mktemp("server") / "log"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "STATIC_ROOT": str(collected_static_files),
        "SITE_URL": url,
        "EMAIL_URL": "consolemail://",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "default",
    }
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        server = Server(url, process, log)
        until = time.monotonic() + 30
        while True:
            try:
                server.settle()
                break
            except OSError:
                assert process.poll() is None, f"The server ended:\n{log.read_text()}"
                assert time.monotonic() < until, f"The server does not answer:\n{log.read_text()}"
                time.sleep(0.05)
        yield server
        process.terminate()


@pytest.fixture
def server(transactional_db: None, running_server: Server) -> Iterator[Server]:
    """The server for one test. An error that it logs fails the test."""
    yield running_server
    assert running_server.process.poll() is None, f"The server ended:\n{running_server.log.read_text()}"
    running_server.settle()
    assert not (errors := running_server.new_errors()), f"The server logged an error:\n{errors}"


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, quiet: it asks nobody on the network for anything."""
    names = (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES)
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("Chromium is missing: install the package chromium, or set CHROMIUM to its path.")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    alone = ["--no-first-run", "--no-default-browser-check", "--disable-dev-shm-usage"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, *alone, *as_root]}


@dataclass
class Watch:
    """What went wrong on the pages of one context. A test that provokes a problem clears it."""

    problems: list[str] = field(default_factory=list)

    def page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser also notes every 4xx answer here; those are judged by _response. htmx notes each
        # preview that a newer one replaced.
        expected = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
        if message.type == "error" and not message.text.startswith(expected):
            self.problems.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        missing = response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE
        if response.status >= 500 or missing:
            self.problems.append(f"{response.status} for {response.url}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Errors in the console, violations of the content security policy, 5xx answers, missing files."""
    watch = Watch()
    yield watch
    assert watch.problems == []


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_visit(browser: Browser, server: Server, watch: Watch) -> Iterator[NewContext]:
    """`new_visit(viewport=…)` opens a fresh browser profile, e.g. for a second person."""
    opened: list[BrowserContext] = []

    def visit(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"base_url": server.url, "locale": "en-GB", "timezone_id": "Europe/London", **options}
        )
        context.set_default_timeout(10_000)
        context.on("page", watch.page)
        opened.append(context)
        return context

    yield visit
    for context in opened:
        context.close()


@pytest.fixture
def desktop_page(new_visit: NewContext) -> Page:
    """A page on a laptop."""
    return new_visit(viewport=DESKTOP).new_page()


@pytest.fixture
def phone_page(new_visit: NewContext) -> Page:
    """A page on a phone, with a finger instead of a mouse."""
    return new_visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()


SignIn = Callable[[Page, User | str], None]


@pytest.fixture
def sign_in(server: Server) -> SignIn:
    """`sign_in(page, user)` signs a person in, by row or e-mail, without walking through the form."""

    def sign_in(page: Page, user: User | str) -> None:
        person = User.objects.get(email=user) if isinstance(user, str) else user
        visitor = Visitor()
        visitor.force_login(person)
        cookie = visitor.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])

    return sign_in


# Helpers that walks share


def assert_accessible(page: Page, *, forced_colours: bool = False, both_schemes: bool = False) -> None:
    """No violation of WCAG 2.2 A or AA that axe can see.

    The script is run through the browser's debugging protocol, which the page's content security
    policy does not concern, so the policy stays as people get it. With forced colours the browser
    still reports the text colours that it replaces, so contrast says nothing then; in both schemes,
    the contrast is looked at again in the dark one. The page is shown whole meanwhile: what
    happens to lie half under a bar that stays while it scrolls is no small target.
    """
    size = page.viewport_size
    assert size is not None
    page.wait_for_load_state("load")
    scrolled = page.evaluate("scrollY")
    for _ in range(2):  # a panel that is as high as the window grows with it
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], whole)})
    page.evaluate("scrollTo(0, 0)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": not forced_colours}}
    found = violations(page, {**AXE_OPTIONS, "rules": rules})
    if both_schemes:
        page.emulate_media(reduced_motion="reduce")  # for good: no colour is on its way to another then
        page.emulate_media(color_scheme="dark")
        found += violations(page, CONTRAST_ONLY)
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)
    page.evaluate("top => scrollTo(0, top)", scrolled)
    assert found == []


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe, which is in the page, finds there with these options: a line for each element."""
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html']} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0, f"The page is {wider} pixels wider than the screen."


def slow_network(page: Page, *, milliseconds: int) -> None:
    """Delay every answer by this much, as bad reception does; 0 ends it."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1},
    )


Open = Callable[[Page], Page]


@pytest.fixture
def program(server: object, studio: Studio, owner: User) -> Program:
    """Two rows of hypertrophy in the first of two workouts."""
    program = create_program(studio=studio, by=owner, name="Autumn base", weeks=4, workouts=2)
    workout = Workout.objects.filter(program=program).select_related("program").earliest("position")
    for exercise in (lift("Bench press", "bench-press", "chest"), lift("Back squat", "back-squat", "quads")):
        add_slot(workout, exercise, by=owner, goal="hypertrophy")
    lift("Romanian deadlift", "romanian-deadlift", "hamstrings")
    return program


@pytest.fixture
def open_builder(program: Program, owner: User, sign_in: SignIn) -> Open:
    def open_it(page: Page) -> Page:
        sign_in(page, owner)
        page.goto(f"/programs/{program.pk}/")
        return page

    return open_it
