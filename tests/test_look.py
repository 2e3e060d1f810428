"""What the look promises: colours that can be read, icons that exist, pages that stay light."""

import re
from pathlib import Path
from xml.etree import ElementTree

import brotli
import django_htmx
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = settings.BASE_DIR / "static"
CSS = (STATIC / "css" / "app.css").read_text()
SPRITE = ElementTree.parse(STATIC / "icons" / "sprite.svg").getroot()
SVG = "{http://www.w3.org/2000/svg}"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def colours(selector: str) -> dict[str, str]:
    """The colours that a block of tokens sets, by name, as six hexadecimal digits."""
    block = CSS[CSS.index(selector + " {") :].split("}")[0]
    found: dict[str, str] = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block))
    return {
        name: value if len(value) == 6 else value[0] * 2 + value[1] * 2 + value[2] * 2
        for name, value in found.items()
    }


LIGHT = colours(":root")
DARK = colours('[data-bs-theme="dark"]')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 for black and 1 for white."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("paper", "surface", "sunk")
HUES = ("hypertrophy", "strength", "accent", "blocker", "caution", "note")
TEXT = [
    *((text, ground) for text in ("ink", "muted", *HUES) for ground in GROUNDS),
    *((text, f"{hue}-soft") for hue in HUES for text in ("ink", "muted", hue)),
    *(("on-fill", fill) for fill in ("accent", "hypertrophy", "strength")),
    ("paper", "ink"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reaches_the_contrast_of_level_aa(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_of_controls_reach_the_contrast_of_level_aa(theme: dict[str, str], ground: str) -> None:
    assert contrast(theme["line-strong"], theme[ground]) >= 3


def test_both_themes_set_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_dark_by_choice_and_dark_by_the_device_are_the_same_colours() -> None:
    assert colours('[data-bs-theme="auto"]') == DARK


def test_every_custom_property_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert used - set(re.findall(r"--([\w-]+):", CSS)) == set()


def test_every_icon_that_a_template_draws_stands_in_the_sprite() -> None:
    templates = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    drawn = set(re.findall(r"{% icon \"([\w-]+)\"", templates))
    assert drawn - {symbol.get("id") for symbol in SPRITE.iter(f"{SVG}symbol")} == set()


def test_icons_take_the_colour_of_their_text_and_carry_no_style() -> None:
    attributes = [item for element in SPRITE.iter() for item in element.attrib.items()]
    assert {value for name, value in attributes if name in {"fill", "stroke"}} == {"none", "currentColor"}
    assert [name for name, _ in attributes if name in {"style", "class"}] == []


def test_what_a_first_visit_loads_beside_the_page_leaves_it_room_within_60_kilobytes() -> None:
    bootstrap = finders.find("vendor/bootstrap-5.3.9.min.css")
    assert bootstrap
    paths = [
        Path(bootstrap),
        STATIC / "css" / "app.css",
        HTMX,
        STATIC / "js" / "feedback.js",
        STATIC / "icons" / "sprite.svg",
    ]
    sizes = {path.name: len(brotli.compress(path.read_bytes(), quality=11)) for path in paths}
    assert sizes["app.css"] < 7_000
    assert sum(sizes.values()) < 52_000
