"""Tempo: 3110, 31X0, 3-1-1-0, 3/1/X/0, 3 1 1 0. Four figures for down, pause, up, pause; X is explosive."""

from programs.shorthand.tokens import Kind, Token, Tokens
from programs.shorthand.words import DASHES

LENGTH = 4
_BETWEEN = (*DASHES, "/", ".")


def tempo_at(tokens: Tokens, place: int, *, spaces: bool = False) -> tuple[str, int] | None:
    """A tempo and the place after it; the figures stand apart in one way. `spaces`: that may be spaces."""
    figures: list[str] = []
    gaps: set[str] = set()
    end = place
    while sum(map(len, figures)) < LENGTH:
        if figures:
            gap, end = _gap(tokens, end)
            gaps.add(gap)
        if not _figures(tokens[end]):
            return None
        figures.append(tokens[end].text.upper())
        end += 1
    tempo, after = "".join(figures), tokens[end]
    apart = gaps != {""} and len(figures) > 1
    if len(tempo) != LENGTH or len(gaps) > 1 or (" " in gaps and not spaces):
        return None
    if (apart and len(figures) < LENGTH) or (after.glued and _figures(after)):
        return None
    return tempo, end


def _gap(tokens: Tokens, place: int) -> tuple[str, int]:
    """What parts the figures here: a sign, a space or nothing."""
    token = tokens[place]
    if token.kind is Kind.SIGN and token.text in _BETWEEN and token.glued and tokens[place + 1].glued:
        return token.text, place + 1
    return ("" if token.glued else " "), place


def _figures(token: Token) -> bool:
    return token.kind is Kind.NUMBER or (token.kind is Kind.WORD and set(token.text) == {"x"})
