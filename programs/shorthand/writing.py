"""Writes lines and cells in their one canonical form, which reads back as the same."""

from decimal import Decimal

from programs.prescription.words import LoadKind, SetType
from programs.shorthand.amounts import METRES_CLEAR
from programs.shorthand.reading import read_words
from programs.shorthand.tokens import Tokens
from programs.shorthand.words import (
    BODY_WEIGHT,
    LABELS,
    LITTLE,
    MAXIMUM,
    REPS,
    TIMES,
    TYPES,
    Cell,
    Line,
    Sets,
)

_TYPE_WORDS = {
    SetType.WARM_UP: "warm-up",
    SetType.BACK_OFF: "back-off",
    SetType.DROP: "drop set",
    SetType.AMRAP: "AMRAP",
}
# A name that ends in one of these is written in square brackets: with what follows it may say something.
_OPEN_ENDED = (
    {words[0] for ways in TYPES.values() for words, _ in ways if len(words) == 1}
    | {
        "set",
        "sets",
        "r",
        "rest",
        "t",
        "tempo",
        "rir",
        "rpe",
        "no",
        "at",
        "to",
        "of",
        "each",
        "ea",
        "e",
        "per",
    }
    | TIMES
    | LITTLE
    | REPS
    | MAXIMUM
    | BODY_WEIGHT
    | LABELS
)
_SOME_SETS = Sets(sets=4, reps=8)


def write_line(line: Line, *, mark: str = ".") -> str:
    """`A1 Bench press 4x8 @75% RIR2 82.5kg r1:30 t3110 "slow"`. `mark`: the decimal mark, a point or comma.

    What reads without problems is written so that it reads the same, whatever the name and note hold.
    """
    words = [_name(line)]
    if line.groups:
        words.append(" + ".join(_group(group, gap="", mark=mark) for group in line.groups))
    if line.note:
        words.append(_note(line.note))
    return " ".join(word for word in words if word)


def write_cell(cell: Cell, *, mark: str = ".") -> str:
    """`4 x 6-8 @ 77 % · RIR 2 · 82.5 kg · 2:30 + 1 x 8+ @ 77 %`. `mark`: the decimal mark."""
    words = " + ".join(_group(group, gap=" ", mark=mark) for group in cell.groups)
    note = _note(cell.note) if cell.note else ""
    return " · ".join(word for word in (words, note) if word)


def _note(note: str) -> str:
    return '"' + note.replace('"', '""') + '"'


def _name(line: Line) -> str:
    code = "" if line.code is None else f"{line.code} " if len(line.code) > 1 else f"{line.code}) "
    if not line.name or _is_plain(code, line):
        return f"{code}{line.name}".strip()
    return f"{code}[{line.name.replace(']', ']]')}]"


def _is_plain(code: str, line: Line) -> bool:
    """Whether a name reads as one without square brackets, whatever follows."""
    read = read_words(f"{code}{line.name} 4x8")
    words = Tokens(line.name)
    last = words[words.size - 1].text
    same = (read.code, read.name, read.groups, read.note) == (line.code, line.name, (_SOME_SETS,), "")
    return same and not read.problems and last not in _OPEN_ENDED


# A set group


def _group(group: Sets, *, gap: str, mark: str) -> str:
    """One set group; `gap` stands between numbers and their signs."""
    words = [_work(group, gap)]
    if group.intensity is not None:
        words.append(f"@{gap}{_number(group.intensity, mark)}{gap}%")
    if group.lighter is not None:
        words.append(f"@{gap}-{_number(group.lighter, mark)}{gap}%")
    first = " ".join(word for word in words if word)
    others = [
        _effort(group, gap, mark),
        _load(group, gap, mark),
        _rest(group, gap),
        f"t{group.tempo}" if group.tempo else "",
    ]
    return (" · " if gap else " ").join(word for word in (first, *others) if word)


def _work(group: Sets, gap: str) -> str:
    """The type, the sets and what one of them is."""
    kind, sets, amount = group.set_type, group.sets, _amount(group, gap)
    typed = _TYPE_WORDS.get(kind, "")
    one_open = (
        kind is SetType.AMRAP and group.reps is not None and group.reps_high is None and (sets or 1) == 1
    )
    if one_open:
        typed, amount = "", f"{amount}+"
    elif not amount and kind is SetType.AMRAP:
        typed, amount = "", "AMRAP"
    elif not amount and kind is SetType.DROP and (sets or group.per_side):
        amount = "AMRAP"
    if not amount:
        words = "" if sets is None else f"{sets} {'set' if sets == 1 else 'sets'}"
    elif sets is not None:
        words = f"{sets}{gap}x{gap}{amount}"
    elif group.seconds is not None and (group.intensity or group.lighter) is not None:
        words = f"x{gap}{amount}"  # a time beside an intensity could be a rest
    else:
        words = f"{amount} reps" if group.reps is not None else amount
    side = f"{gap}/{gap}side" if group.per_side else ""
    return f"{typed} {words}{side}".strip()


def _amount(group: Sets, gap: str) -> str:
    """What one set is."""
    if group.reps is not None:
        return str(group.reps) if group.reps_high is None else f"{group.reps}-{group.reps_high}"
    if group.seconds is not None:
        minutes, seconds = divmod(group.seconds, 60)
        return f"{group.seconds}{gap}s" if seconds else f"{minutes}{gap}min"
    if group.metres is not None:
        return f"{group.metres}{gap}{'m' if group.metres >= METRES_CLEAR else 'metres'}"
    return ""


def _effort(group: Sets, gap: str, mark: str) -> str:
    if group.rir is None:
        return ""
    high = "" if group.rir_high is None else f"-{_number(group.rir_high, mark)}"
    return f"RIR{gap}{_number(group.rir, mark)}{high}"


def _load(group: Sets, gap: str, mark: str) -> str:
    if group.load_kind is None:
        return ""
    weight = "" if group.load is None else f"{_number(group.load, mark)}{gap}{group.unit}"
    if group.load_kind is LoadKind.EXTERNAL:
        return weight
    sign = "-" if group.load_kind is LoadKind.ASSISTED else "+"
    return f"BW{sign}{weight}" if weight else "BW"


def _rest(group: Sets, gap: str) -> str:
    """A clock; without a word before it where the sets and repetitions make clear what it is."""
    if group.rest_seconds is None:
        return ""
    clock = f"{group.rest_seconds // 60}:{group.rest_seconds % 60:02d}"
    if not gap:
        return f"r{clock}"
    measured = group.reps or ((group.seconds or group.metres) and group.sets)
    maximum = (
        group.set_type is SetType.AMRAP and group.seconds is None and group.metres is None and group.sets
    )
    return clock if measured or maximum else f"rest {clock}"


def _number(number: Decimal, mark: str) -> str:
    """A number without needless zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", mark)
