"""The page that draws the look: in both themes, at every width, in forced colours, under a finger."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewContext, assert_accessible, assert_fits

WIDTHS = {320: 640, 390: 844, 768: 1024, 1024: 768, 1440: 900, 2560: 1440}
# Every control but links in running text and what is hidden, with the height of what is pressed: a
# box or a radio button is pressed by its label too.
CONTROLS = """
() => [...document.querySelectorAll(".design :is(button, input, select, textarea, summary, a.btn)")]
  .filter(one => one.type !== "hidden" && one.checkVisibility())
  .map(one => {
    const whole = one.closest(".form-check") ?? one;
    return [whole.outerHTML.slice(0, 90), Math.round(whole.getBoundingClientRect().height)];
  })
"""

# Every word that stands where the browser leaves our colours alone, with its ground and colour.
OWN_COLOURS = """
() => [...document.querySelectorAll("main *")]
  .filter(one => getComputedStyle(one).forcedColorAdjust === "none" && !(one instanceof SVGElement))
  .flatMap(one => [...one.childNodes].filter(node => node.nodeType === 3 && node.data.trim()).map(node => {
    let under = one;
    while (getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)") under = under.parentElement;
    return [node.data.trim(), getComputedStyle(under).backgroundColor, getComputedStyle(one).color];
  }))
"""


def test_every_piece_fits_and_can_be_read_at_every_width(new_visit: NewContext) -> None:
    page = new_visit().new_page()
    page.goto("/design/")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        assert_accessible(page, both_schemes=width in (320, 1440))


def test_every_piece_is_there_in_forced_colours_and_what_is_chosen_stands_out(new_visit: NewContext) -> None:
    page = new_visit(viewport=PHONE, forced_colors="active").new_page()
    page.goto("/design/")
    assert_fits(page)
    assert_accessible(page, forced_colours=True)
    # What we colour ourselves takes the system's pair for what is chosen, down to every word in it.
    chosen = page.evaluate(OWN_COLOURS)
    assert {text for text, *_ in chosen} >= {"Hypertrophy", "Strength", "S", "Today"}
    [(ground, ink)] = {(ground, ink) for _, ground, ink in chosen}
    assert ground != ink
    other = page.locator("#sample-program-strength")
    assert other.evaluate("one => getComputedStyle(one).backgroundColor") != ground
    # Forced colours drop grounds, so a border has to tell a finding and a message from the page.
    for piece in (".finding--caution", ".alert-warning", ".form-control", ".btn-primary", ".notice"):
        assert border_of(page, piece) == "solid", piece


def border_of(page: Page, piece: str) -> str:
    style: str = page.locator(f".design {piece}").first.evaluate(
        "one => getComputedStyle(one).borderTopStyle"
    )
    return style


def test_nothing_moves_for_people_who_asked_for_that(new_visit: NewContext) -> None:
    page = new_visit(reduced_motion="reduce").new_page()
    page.goto("/design/")
    assert page.evaluate("document.getAnimations().length") == 0
    still = page.locator(".design *").evaluate_all(
        "all => all.every(one => parseFloat(getComputedStyle(one).transitionDuration) === 0)"
    )
    assert still


def test_every_control_is_44_pixels_high_under_a_finger(new_visit: NewContext) -> None:
    page = new_visit(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto("/design/")
    controls = page.evaluate(CONTROLS)
    kinds = {re.sub(r"\W.*", "", html[1:]) for html, _ in controls}
    assert kinds >= {"button", "input", "select", "summary"}
    assert [f"{html}: {height} px" for html, height in controls if height < 44] == []


def test_each_token_is_drawn_as_large_as_it_is(new_visit: NewContext) -> None:
    page = new_visit().new_page()
    page.goto("/design/")
    widths = page.locator(".design__drawn rect[width*='--space']").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert widths == [4, 8, 12, 16, 24, 40]
    sizes = page.locator(".design__drawn text").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fontSize)"
    )
    assert sizes == ["13px", "15px", "18px", "24px", "28px"]
    [light, dark] = [
        page.locator(f"[data-bs-theme={theme}] .design__swatch rect").first.evaluate(
            "one => getComputedStyle(one).fill"
        )
        for theme in ("light", "dark")
    ]
    assert (light, dark) == ("rgb(247, 245, 240)", "rgb(22, 21, 18)")
