"""Cuts a text into numbers, words, signs and notes, each with its place. One pass, no way back."""

import re
from enum import Enum, auto
from typing import NamedTuple

from programs.shorthand.words import MAXIMUM

# Each alternative takes all that it can and nothing follows it, so that no character is read twice.
_TOKEN = re.compile(
    r"""(?P<space>(?:[^\S\n]|[\u200b-\u200d\u2060\ufeff\xad])+|\*\*|__)
    |   (?P<number>[0-9]+)
    |   (?P<word>[^\W\d_]+(?:['’‐‑-][^\W\d_]+)*)
    |   (?P<sign>.|\n)""",
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {'"': '"', "“": '”“"', "„": '“”"', "«": "»"}
_SPACES = re.compile(r"\s+")
# A multiplication sign that sticks to the word beside it: 3xmax, 80kgx5.
_STUCK_BEFORE = {f"x{word}" for word in MAXIMUM}
_STUCK_AFTER = {"kgx", "kgsx", "lbx", "lbsx"}


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    SIGN = auto()
    NOTE = auto()
    NAME = auto()  # an exercise's name in square brackets


class Token(NamedTuple):
    """`text` is without case, empty for a note or a name, which have `content`. Nothing parts a `glued` one
    from what stands before it."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool
    content: str = ""
    closed: bool = True  # a note without its second quotation mark is not

    def isa(self, *texts: str) -> bool:
        """Whether it is one of these words or signs."""
        return self.text in texts


# What comes after the last token, so that looking ahead needs no question.
NOTHING = Token(Kind.SIGN, "", -1, -1, glued=False)
AHEAD = 16  # no question looks further beyond the end


class Tokens(list[Token]):
    """The tokens of a text, `size` of them; before the first and beyond the last there is NOTHING."""

    def __init__(self, source: str) -> None:
        cut = _Cutter(source).cut()
        super().__init__([*cut, *[NOTHING] * AHEAD])
        self.source = source
        self.size = len(cut)
        self.closing = self._brackets()

    def said(self, first: int, last: int) -> str:
        """The text from one token up to another, in single spaces and without marks of bold."""
        if first >= last:
            return ""
        text = self.source[self[first].start : self[last - 1].end]
        return single_spaced(text.replace("**", "").replace("__", ""))

    def _brackets(self) -> dict[int, int]:
        """For each round bracket without another inside, where it closes."""
        closing: dict[int, int] = {}
        opened = None
        for index, token in enumerate(self):
            if token.isa("("):
                opened = index
            elif token.isa(")") and opened is not None:
                closing[opened] = index
                opened = None
        return closing


def single_spaced(text: str) -> str:
    """A text without spaces around it and with single ones inside."""
    return _SPACES.sub(" ", text).strip()


class _Cutter:
    """Where the cutting stands in a text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[Token] = []
        self.place = 0
        self.line_end = -1
        self.bracket_seen = False

    def cut(self) -> list[Token]:
        while self.place < len(self.source):
            if not (self._note() or self._name()):
                self._plain()
        return self.tokens

    def _add(self, kind: Kind, text: str, end: int, *, content: str = "", closed: bool = True) -> None:
        glued = bool(self.tokens) and self.tokens[-1].end == self.place
        self.tokens.append(Token(kind, text, self.place, end, glued, content, closed))
        self.place = end

    def _end_of_line(self) -> int:
        if self.line_end < self.place:
            found = self.source.find("\n", self.place)
            self.line_end = len(self.source) if found < 0 else found
        return self.line_end

    def _note(self) -> bool:
        """A note begins here: in quotation marks, or after # or //, to the end of the line."""
        sign = self.source[self.place]
        after_number = (
            bool(self.tokens) and self.tokens[-1].kind is Kind.NUMBER and self.tokens[-1].end == self.place
        )
        if sign in _CLOSING and not (sign == '"' and after_number):
            self._quoted(sign)
            return True
        before = self.source[self.place - 1] if self.place else " "
        after = self.source[self.place + 1 : self.place + 2]
        hash_mark = sign == "#" and before.isspace() and not after.isdigit()
        if not (hash_mark or (sign == after == "/" and before != ":")):
            return False
        end = self._end_of_line()
        content = single_spaced(self.source[self.place + (1 if hash_mark else 2) : end])
        self._add(Kind.NOTE, "", end, content=content)
        return True

    def _quoted(self, sign: str) -> None:
        end_of_line = self._end_of_line()
        place = self.place + 1
        while place < end_of_line:
            if self.source[place] in _CLOSING[sign]:
                if sign == '"' and self.source[place : place + 2] == '""':
                    place += 1
                else:
                    break
            place += 1
        text = self.source[self.place + 1 : place]
        if sign == '"':
            text = text.replace('""', '"')
        closed = place < end_of_line
        end = min(place + 1, end_of_line)
        self._add(Kind.NOTE, "", end, content=single_spaced(text), closed=closed)

    def _name(self) -> bool:
        """A name in square brackets begins here, the first of the text; ]] in it stands for ]."""
        if self.source[self.place] != "[" or self.bracket_seen:
            return False
        self.bracket_seen = True
        end_of_line = self._end_of_line()
        place = self.source.find("]", self.place, end_of_line)
        while place >= 0 and self.source[place : place + 2] == "]]":
            place = self.source.find("]", place + 2, end_of_line)
        if place < 0:
            return False
        name = single_spaced(self.source[self.place + 1 : place].replace("]]", "]"))
        self._add(Kind.NAME, "", place + 1, content=name)
        return True

    def _plain(self) -> None:
        found = _TOKEN.match(self.source, self.place)
        assert found is not None  # some sign always matches
        text = found[0].casefold()
        match found.lastgroup:
            case "space":
                self.place = found.end()
            case "number":
                self._add(Kind.NUMBER, text, found.end())
            case "word":
                self._word(text, found.end())
            case _:
                self._add(Kind.SIGN, text, found.end())

    def _word(self, text: str, end: int) -> None:
        """A word; what sticks to it is cut off: the x of 3xmax and 80kgx5, the t of tX010."""
        before = self.tokens[-1] if self.tokens else NOTHING
        first = 0
        if before.kind is Kind.NUMBER and before.end == self.place:
            first = 1 if text in _STUCK_BEFORE else len(text) - 1 if text in _STUCK_AFTER else 0
        elif text[0] == "t" and set(text[1:]) == {"x"}:
            tempo = self.source[end : end + 1].isdigit() or text == "txxxx"
            first = 1 if tempo else 0
        if first:
            self._add(Kind.WORD, text[:first], self.place + first)
        self._add(Kind.WORD, text[first:], end)
