"""Where an exercise's name stands in a line, and the order code before it."""

from dataclasses import dataclass

from programs.shorthand.grammar import phrase_beside_name_at
from programs.shorthand.numbers import is_dash
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import DASHES, LETTERED, LITTLE, NUMBERED

_AFTER_CODE = (")", ".", ":", "]", *DASHES)
_BETWEEN_WORDS = (",", ";", "·", "•", "|", "/", "+", ".", ":", *DASHES)
_ENDS = ("@", "%", "#", "=", "\n")
NUMBERED_BY_LETTER = "abcdefgh"  # 1a, 1b: letters that number the exercises of a group


@dataclass(frozen=True, slots=True)
class Code:
    """An order code such as A or B2, and the place after it."""

    code: str
    end: int


def code_at(tokens: Tokens, place: int) -> Code | None:
    """A1, B), (C2), A. and 1a) before a name; a capital letter alone too, except in names like T bar row."""
    opened = tokens[place].isa("(")
    start = place + opened
    found = _letter_first(tokens, start) or _number_first(tokens, start)
    if found is None:
        return None
    after = tokens[found.end]
    closed = after.text in _AFTER_CODE and (after.glued or after.text in DASHES)
    if opened:
        return Code(found.code, found.end + 1) if after.isa(")") else None
    if closed:
        next_one = tokens[found.end + 1]
        if next_one.glued and (next_one.kind is Kind.NUMBER or (after.glued and after.text in DASHES)):
            return None  # r1:30, T-bar row
        second = next_one.glued and next_one.text in _AFTER_CODE
        return Code(found.code, found.end + 1 + second)
    return found if _stands_alone(tokens, start, found) else None


def _letter_first(tokens: Tokens, place: int) -> Code | None:
    letter, digits = tokens[place], tokens[place + 1]
    if letter.kind is not Kind.WORD or len(letter.text) != 1 or not "a" <= letter.text <= "z":
        return None
    if digits.kind is not Kind.NUMBER or not digits.glued:
        return Code(letter.text.upper(), place + 1)
    if len(digits.text) > 2 or digits.text.startswith("0"):
        return None
    return Code(letter.text.upper() + digits.text, place + 2)


def _number_first(tokens: Tokens, place: int) -> Code | None:
    """1a is A1: the second group's exercises are 2a and 2b, B1 and B2 in Setwise's order codes."""
    digits, letter = tokens[place], tokens[place + 1]
    if digits.kind is not Kind.NUMBER or not letter.glued or letter.text not in NUMBERED_BY_LETTER:
        return None
    group, member = int(digits.text[:3]), NUMBERED_BY_LETTER.index(letter.text) + 1
    if not 1 <= group <= 26:
        return None
    return Code(f"{chr(ord('A') + group - 1)}{member}", place + 2)


def _stands_alone(tokens: Tokens, place: int, found: Code) -> bool:
    """Whether a code without any sign after it is one: capitals, before a name or a phrase."""
    after = tokens[found.end]
    said = tokens.source[tokens[place].start : tokens[found.end - 1].end]
    if said != said.upper() or after.glued:
        return False
    if len(found.code) > 1:
        return True
    if after.kind is not Kind.WORD or phrase_beside_name_at(tokens, found.end) is not None:
        return after.kind is Kind.NAME
    return tokens[place].text in NUMBERED_BY_LETTER and (tokens[place].text, after.text) not in LETTERED


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name, up to token `last`; what follows begins at `end`."""

    text: str
    last: int
    end: int


def name_at(tokens: Tokens, place: int) -> Name | None:
    """The name that begins here: up to a phrase, a note, a colon, or a number that says nothing."""
    if tokens[place].kind is Kind.NAME:
        return Name(tokens[place].content, place + 1, _after_colon(tokens, place + 1))
    if tokens[place].text in _BETWEEN_WORDS:
        return None
    last = now = place
    while now < tokens.size:
        token = tokens[now]
        if token.text in LITTLE and phrase_beside_name_at(tokens, now + 1) is not None:
            break
        if token.kind is Kind.WORD and phrase_beside_name_at(tokens, now) is None:
            last = now = now + 1
        elif token.kind is Kind.NUMBER:
            end = _number_in_name(tokens, now)
            if end is None:
                break
            last = now = end
        elif token.kind is not Kind.SIGN or token.text in _ENDS or (token.isa(":") and last > place):
            break
        elif token.text in _BETWEEN_WORDS:
            now += 1
        elif phrase_beside_name_at(tokens, now) or (
            token.isa("(") and phrase_beside_name_at(tokens, now + 1) is not None
        ):
            break
        else:
            last = now = now + 1
    if last == place:
        return None
    return Name(tokens.said(place, last), last, _after_colon(tokens, last))


def _after_colon(tokens: Tokens, place: int) -> int:
    return place + 1 if tokens[place].isa(":") else place


def _number_in_name(tokens: Tokens, place: int) -> int | None:
    """The place after a number that belongs to a name: 45-degree, 1 arm, 90/90 hip switch, T2B."""
    if phrase_beside_name_at(tokens, place) is not None:
        return None
    sign, after = tokens[place + 1], tokens[place + 2]
    if tokens[place].glued and tokens[place - 1].kind is sign.kind is Kind.WORD and sign.glued:
        return None if after.glued and after.kind is Kind.NUMBER else place + 2
    if sign.glued and is_dash(sign) and after.glued and after.kind is Kind.WORD:
        return place + 3
    if sign.text in NUMBERED:
        return place + 2
    fraction = sign.isa("/") and sign.glued and after.glued and after.kind is Kind.NUMBER
    if fraction and tokens[place + 3].kind is Kind.WORD and phrase_beside_name_at(tokens, place + 3) is None:
        return place + 4
    return None
