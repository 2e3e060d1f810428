"""Order codes, the way trainers write them: A, B1, B2, C. Derived from positions, never stored."""

from collections.abc import Iterable
from string import ascii_uppercase


def letter(index: int) -> str:
    """A to Z, then AA, AB …; `index` counts from 0."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def codes_for(group_sizes: Iterable[int]) -> list[list[str]]:
    """The codes of each group's slots: a letter a group, numbered only where slots go together.

    >>> codes_for([1, 2, 1])
    [['A'], ['B1', 'B2'], ['C']]

    A group without slots takes no letter, so that what is read has no gaps.
    """
    codes: list[list[str]] = []
    used = 0
    for size in group_sizes:
        if size == 0:
            codes.append([])
            continue
        name = letter(used)
        used += 1
        codes.append([name] if size == 1 else [f"{name}{number}" for number in range(1, size + 1)])
    return codes
