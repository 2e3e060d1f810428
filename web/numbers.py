"""Numbers as people type and read them: `7,5` and `7.5` are the same."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
LONGEST = 12


class NumberError(ValueError):
    """The text is no number; the message says so to the person who typed it."""


def parse_decimal(text: str) -> Decimal:
    """The number that a person typed, with a decimal point or comma.

    Refuses everything that is not plain digits with one mark: NaN, Infinity, 1e9, 1.000,5.
    """
    stripped = text.strip().replace("\N{MINUS SIGN}", "-")
    if not stripped:
        raise NumberError("Type a number.")
    if len(stripped) > LONGEST:
        raise NumberError("This number is too long.")
    if not _NUMBER.fullmatch(stripped, 0) or not stripped.isascii():
        raise NumberError(f"“{stripped}” is not a number.")
    return Decimal(stripped.replace(",", "."))


def show(value: Decimal | float | int | None, *, decimals: int = 2, mark: str = ".") -> str:
    """A number without needless zeros: 80, 2.5, 75.66. Empty for None."""
    if value is None:
        return ""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return text.replace(".", mark) if mark != "." else text


def grouped(amount: Decimal) -> str:
    """A large whole number with thin spaces, which every locale reads alike."""
    return f"{amount:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def mark_of(locale: str) -> str:
    """The decimal mark of a person's locale."""
    return "," if locale == "en-eu" else "."
