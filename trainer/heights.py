"""Heights as people type and read them: 180, 1,80 m, 5'11"."""

import re
from decimal import ROUND_HALF_UP, Decimal

from web.numbers import NumberError, parse_decimal, show

CM_PER_INCH = Decimal("2.54")
INCHES_PER_FOOT = 12
SHORTEST_CM = Decimal(50)
TALLEST_CM = Decimal(272)  # the tallest person on record
LONGEST_TEXT = 20

_FEET = re.compile(
    r"(?P<feet>\d)\s*(?:'|’|′|ft\.?|feet)\s*(?:(?P<inches>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:\"|”|″|''|in\.?|inches)?)?",
    re.ASCII,
)
_INCHES = re.compile(r"(?P<inches>\d{2}(?:[.,]\d{1,2})?)\s*(?:\"|”|″|in\.?|inches)", re.ASCII)
_METRES = re.compile(r"(?P<metres>\d[.,]\d{1,3})\s*m?", re.ASCII)
_CENTIMETRES = re.compile(r"(?P<cm>\d{2,3}(?:[.,]\d)?)\s*(?:cm)?", re.ASCII)


def parse_height(text: str, *, in_feet: bool) -> Decimal:
    """Centimetres with one decimal. `in_feet` says that the reader thinks in feet and inches.

    A bare number is centimetres; below 100 it is inches for those who think in feet. Raises
    NumberError with a sentence for the person who typed it.
    """
    stripped = text.strip().lower()
    if len(stripped) > LONGEST_TEXT:
        raise NumberError("This is too long for a height.")
    centimetres = _centimetres(stripped, in_feet=in_feet)
    if centimetres is None:
        example = "5'11\"" if in_feet else "180"
        raise NumberError(f"Write the height like {example}{' or 180 cm' if in_feet else ' or 1.80 m'}.")
    if not SHORTEST_CM <= centimetres <= TALLEST_CM:
        raise NumberError(f"A height is between {SHORTEST_CM} and {TALLEST_CM} cm.")
    return centimetres.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _centimetres(text: str, *, in_feet: bool) -> Decimal | None:
    if match := _FEET.fullmatch(text):
        inches = parse_decimal(match["inches"]) if match["inches"] else Decimal(0)
        if inches >= INCHES_PER_FOOT:
            return None
        return (int(match["feet"]) * INCHES_PER_FOOT + inches) * CM_PER_INCH
    if match := _INCHES.fullmatch(text):
        return parse_decimal(match["inches"]) * CM_PER_INCH
    if match := _CENTIMETRES.fullmatch(text):
        number = parse_decimal(match["cm"])
        return number * CM_PER_INCH if in_feet and number < 100 and "cm" not in text else number
    if (match := _METRES.fullmatch(text)) and ("m" in text or not in_feet):
        return parse_decimal(match["metres"]) * 100
    return None


def show_height(centimetres: Decimal | None, *, in_feet: bool, mark: str = ".") -> str:
    """A height for reading: 180.5, or 5'11" to the nearest inch."""
    if centimetres is None:
        return ""
    if not in_feet:
        return show(centimetres, decimals=1, mark=mark)
    feet, inches = divmod(int((centimetres / CM_PER_INCH).to_integral_value(ROUND_HALF_UP)), INCHES_PER_FOOT)
    return f"{feet}'{inches}\""
