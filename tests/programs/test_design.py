"""The page that draws the look, and docs/design.md: neither says more or less than the other."""

import re

import pytest
from django.conf import settings
from django.test import Client as Visitor
from pytest_django import DjangoAssertNumQueries, Settings

CSS = {path.name: path.read_text() for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
GUIDE = (settings.BASE_DIR / "docs" / "design.md").read_text()


def named(part: str) -> list[str]:
    """What stands as code in the first column of a part's table, in alphabetical order."""
    rows = re.findall(r"^\| (`.*?) \|", GUIDE.split(f"## {part}\n")[1].split("\n## ")[0], re.MULTILINE)
    return sorted(name for row in rows for name in re.findall(r"`([^`]+)`", row))


@pytest.fixture
def drawn_page(visitor: Visitor) -> str:
    response = visitor.get("/design/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_guide_names_every_custom_property_of_the_root_once() -> None:
    block = CSS["app.css"].split(":root {", 1)[1].split("}", 1)[0]
    assert named("Tokens") == sorted(re.findall(r"(--[\w-]+):", block))


def test_the_page_draws_every_token_that_the_guide_names(drawn_page: str) -> None:
    drawn = set(re.findall(r"<code>(--[\w-]+)</code>", drawn_page))
    assert sorted(drawn) == named("Tokens")


def test_the_page_draws_every_piece_that_the_guide_names(drawn_page: str) -> None:
    headings = "".join(re.findall(r"<h3>(.*?)</h3>", drawn_page))
    assert sorted(re.findall(r"<code>(.*?)</code>", headings)) == named("Pieces")


def test_the_page_draws_every_icon_of_the_sprite(drawn_page: str) -> None:
    sprite = (settings.BASE_DIR / "static" / "icons" / "sprite.svg").read_text()
    icons = drawn_page.split('<ul class="design__icons">')[1].split("</ul>")[0]
    assert re.findall(r"<span>([\w-]+)</span>", icons) == re.findall(r'<symbol id="([\w-]+)"', sprite)


def test_every_class_that_a_sample_uses_is_one_that_a_style_sheet_knows() -> None:
    bootstrap = (settings.BASE_DIR / "static" / "vendor" / "bootstrap-5.3.9.min.css").read_text()
    known = set(re.findall(r"\.([a-z][\w-]*)", "".join([*CSS.values(), bootstrap])))
    samples = (settings.BASE_DIR / "templates" / "design.html").read_text()
    used = {name for names in re.findall(r'class="([^"{]+)"', samples) for name in names.split()}
    # Parts that look like what they stand in.
    plain = {"status--planned", "page-header__text", "attention__text", "stat"}
    assert used - known == plain


@pytest.mark.django_db
def test_the_page_asks_the_database_nothing(
    visitor: Visitor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert visitor.get("/design/").status_code == 200


def test_a_samples_button_leads_back_to_the_page(visitor: Visitor) -> None:
    response = visitor.post("/design/", {"goal": "strength"})
    assert response.status_code == 200
    assert response.templates[0].name == "design.html"


@pytest.mark.parametrize(
    ("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)]
)
def test_the_page_is_there_on_demo_and_development_servers_only(
    visitor: Visitor, settings: Settings, demo: bool, debug: bool, status: int
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    assert visitor.get("/design/").status_code == status
