"""Pages walked with the keyboard alone: where the focus is, and that it can always be seen."""

import re

from playwright.sync_api import Page, expect

TABS_MOST = 120

# What has the focus: its name for people, and whether it can be seen that it has it.
FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body || it === document.documentElement) return null;
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  return {
    name: (it.getAttribute("aria-label") || it.labels?.[0]?.textContent || it.textContent).trim(),
    html: it.outerHTML.slice(0, 200),
    heading: it.tabIndex < 0 && /^H[1-6]$/.test(it.tagName),
    part: !it.matches(":focus"),  // the button inside a date field, which the browser itself outlines
    drawn: (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none",
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def focused(page: Page) -> str:
    """The name of what has the focus, which is never the page itself and can always be seen."""
    found = page.evaluate(FOCUS)
    assert found is not None, f"The focus is lost on {page.url}."
    assert found["inside"], f"Not on the screen: {found['html']}"
    assert found["drawn"] or found["part"] or found["heading"], f"Not drawn as focused: {found['html']}"
    return str(found["name"])


def press(page: Page, key: str) -> str:
    page.keyboard.press(key)
    return focused(page)


def tab_to(page: Page, name: str | re.Pattern[str], *, key: str = "Tab") -> None:
    """Press Tab until something of this name has the focus."""
    passed = []
    for _ in range(TABS_MOST):
        passed.append(press(page, key))
        if re.search(name, passed[-1]):
            return
    raise AssertionError(f"{name} is not reached with {key}: {passed}")


def type_in(page: Page, text: str) -> None:
    """Type over what stands in a field, which Tab has selected."""
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text, delay=15)
    focused(page)


def follow(page: Page, name: str, address: str, *, key: str = "Tab") -> None:
    """Go where a link or a button leads."""
    tab_to(page, name, key=key)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(address))
    page.wait_for_load_state()
