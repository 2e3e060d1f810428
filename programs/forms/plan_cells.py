"""A cell of the plan: what stands in it as shorthand, and what a trainer's text would change in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from programs.actions.cell_weeks import Added, Edited, Operation, Removed, Typed
from programs.actions.numbers import LEAD, SetRow
from programs.bridge import convert
from programs.models import LoadKind, SetGroup
from programs.prescription import Field, SetType, Unit
from programs.prescription import LoadKind as EngineLoadKind
from programs.prescription.goals import ISOLATION_TEMPO, TEMPO
from programs.shorthand import Cell, Sets, read_cell, write_cell

LONGEST = 600
LEAD_STAYS = "The first working sets stay as long as the exercise; empty the whole cell to leave it out."
ONE_RIR = "Write one number of repetitions in reserve, like RIR 2."
USUAL_TEMPOS = {ISOLATION_TEMPO, *TEMPO.values()}  # where rows start; said of no cell
CARRIES = (EngineLoadKind.EXTERNAL, EngineLoadKind.BODY_WEIGHT, EngineLoadKind.ASSISTED)


class CellTextError(ValueError):
    """A text that cannot stand in this cell; `start` and `end` say which part of it is meant."""

    def __init__(self, text: str, start: int = 0, end: int = 0) -> None:
        super().__init__(text)
        self.start, self.end = start, end


# What stands in a cell


class CellRow(Protocol):
    """What a cell says of a set group, wherever it was read."""

    position: int
    set_type: str
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    metres: int | None
    per_side: bool
    intensity: float | None
    rest_seconds: int
    tempo: str
    effective: dict[str, Any]


R = TypeVar("R", bound=CellRow)


def shown_order(rows: Sequence[R]) -> list[R]:
    """Warm-ups first, as they are done; the others by their place."""
    return sorted(rows, key=lambda row: (row.set_type != SetGroup.Type.WARM_UP, row.position))


def sets_of(row: CellRow, lift: Mapping[str, Any]) -> Sets:
    """A set group as its cell says it: effective repetitions and load, the target intensity."""
    effective = row.effective
    kind = EngineLoadKind(lift["load_kind"])
    put_on = effective.get("added") if effective.get("added") is not None else effective.get("load")
    load = abs(Decimal(put_on)) if put_on is not None and kind in CARRIES else None
    if kind is not EngineLoadKind.EXTERNAL and load == 0:
        load = None
    measured = row.seconds is not None or row.metres is not None
    rir = None if row.set_type in (SetGroup.Type.WARM_UP, SetGroup.Type.AMRAP) else effective.get("rir")
    high = effective.get("reps_high") or row.reps_high
    reps = None if measured else effective.get("reps") or row.reps
    return Sets(
        set_type=SetType(row.set_type),
        sets=row.sets,
        reps=reps,
        reps_high=high if reps is not None and high and high > reps else None,
        seconds=row.seconds if row.metres is None else None,
        metres=row.metres,
        per_side=row.per_side,
        intensity=_decimal(row.intensity),
        load_kind=kind if load is not None else None,
        load=load,
        unit=Unit(lift["unit"]) if load is not None else None,
        rir=_decimal(rir),
        rest_seconds=row.rest_seconds,
        tempo="" if row.tempo in USUAL_TEMPOS else row.tempo,
    )


@lru_cache(maxsize=2048)
def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.1f}").normalize()


@lru_cache(maxsize=8192)
def group_text(group: Sets, mark: str) -> str:
    """One set group in words; many weeks say the same."""
    return write_cell(Cell((group,)), mark=mark)


def cell_text(rows: Sequence[CellRow], lift: Mapping[str, Any], *, mark: str = ".") -> str:
    """`4 x 6-8 @ 77 % · RIR 2 · 82.5 kg · 2:30`, a group after the other; empty for an empty cell."""
    return " + ".join(group_text(sets_of(row, lift), mark) for row in shown_order(rows))


# What a text would change


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was understood, and what it changes."""

    cell: Cell
    operations: list[Operation]


def read_text(text: str, rows: Sequence[SetRow], lift: Mapping[str, Any], *, whole: bool = False) -> Read:
    """What a text says of a cell that holds these rows; raises CellTextError for what is not understood.

    A number that stands as it stood is no change and may follow others, as what is left out does. `whole`:
    the text was written anew or comes from elsewhere, so every number in it is meant.
    """
    if len(text) > LONGEST:
        raise CellTextError(f"A cell holds at most {LONGEST} characters.")
    cell = _read(one_line(text))
    if cell.problems:
        problem = cell.problems[0]
        raise CellTextError(problem.text, problem.start, problem.end)
    if cell.note:
        raise CellTextError("Notes stand with the exercise, not in a week.")
    if not cell.groups:
        return Read(cell, [Removed.whole()] if rows else [])
    return Read(cell, differences(rows, cell.groups, lift, whole=whole))


_read = lru_cache(maxsize=1024)(read_cell)  # what is saved was previewed a moment ago


def one_line(text: str) -> str:
    """The groups of a cell may stand on lines of their own."""
    lines = [" ".join(line.split()).removeprefix("+").strip() for line in text.splitlines()]
    return " + ".join(line for line in lines if line)


def differences(
    rows: Sequence[SetRow], wanted: Sequence[Sets], lift: Mapping[str, Any], *, whole: bool = False
) -> list[Operation]:
    """What has to be done with a cell's rows so that they are as written; raises CellTextError."""
    ordered = shown_order(rows)
    stood = [sets_of(row, lift) for row in ordered]
    pairs = _with_lead(ordered, wanted, _aligned([row.set_type for row in ordered], _types(wanted)))
    meant = whole and any(
        mine is None or theirs is None or _typed(wanted[theirs], stood[mine], lift) for mine, theirs in pairs
    )
    operations: list[Operation] = []
    old, new = dict[str, int](), dict[str, int]()
    for mine, theirs in pairs:
        group = None if theirs is None else wanted[theirs]
        set_type = "" if group is None else group.set_type.value
        if mine is None:
            assert group is not None  # one side of a pair is there
            new[set_type] = new.get(set_type, 0) + 1
            typed = _typed(group, Sets(group.set_type), lift)
            operations.append(Added(set_type, new[set_type], typed))
            continue
        row = ordered[mine]
        number = old[row.set_type] = old.get(row.set_type, 0) + 1
        if group is None:
            operations.append(Removed(row.set_type, number))
            continue
        new[set_type] = new.get(set_type, 0) + 1
        typed = _meant(group, row, stood[mine], lift) if meant else _typed(group, stood[mine], lift)
        becomes = set_type if set_type != row.set_type else ""
        if typed or becomes:
            operations.append(Edited(row.set_type, number, typed, becomes))
    return operations


def _types(groups: Sequence[Sets]) -> list[str]:
    return [group.set_type.value for group in groups]


Pairs = list[tuple[int | None, int | None]]


def _aligned(mine: Sequence[str], theirs: Sequence[str]) -> Pairs:
    """The longest run of equal kinds in both, in order; what has no partner stands alone."""
    lengths = [[0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            same = mine[i] == theirs[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    pairs: Pairs = []
    i = j = 0
    while i < len(mine) or j < len(theirs):
        if i < len(mine) and j < len(theirs) and mine[i] == theirs[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif j == len(theirs) or (i < len(mine) and lengths[i + 1][j] >= lengths[i][j + 1]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def _with_lead(rows: Sequence[SetRow], wanted: Sequence[Sets], pairs: Pairs) -> Pairs:
    """The first sets of a week stay: without a partner they become the first that come, of another type."""
    lead = next((index for index, row in enumerate(rows) if row.position == LEAD), None)
    if lead is None or (lead, None) not in pairs:
        return pairs
    comes = next(
        (
            theirs
            for mine, theirs in pairs
            if mine is None and theirs is not None and wanted[theirs].set_type is not SetType.WARM_UP
        ),
        None,
    )
    if comes is None:
        raise CellTextError(LEAD_STAYS)
    return [(lead, comes) if pair == (lead, None) else pair for pair in pairs if pair != (None, comes)]


def _meant(wanted: Sets, row: SetRow, stood: Sets, lift: Mapping[str, Any]) -> Typed:
    """Every number of a group as written, whatever stood there; of a follower nothing is left to follow."""
    if row.set_type in (SetType.WARM_UP, SetType.BACK_OFF):
        return _typed(wanted, Sets(wanted.set_type), lift)
    typed, numbers = _typed(wanted, stood, lift), dict(_typed(wanted, Sets(wanted.set_type), lift).numbers)
    changed = dict(typed.numbers)
    if typed and Field.LOAD in numbers and row.load is None:
        changed[Field.LOAD] = numbers[Field.LOAD]  # it followed from the intensity, and was now written
    return replace(typed, numbers=tuple(changed.items()), held=frozenset(numbers.keys() - changed.keys()))


_OF_FIELD = {"sets": Field.SETS, "rest_seconds": Field.REST, "tempo": Field.TEMPO}


def _typed(wanted: Sets, stood: Sets, lift: Mapping[str, Any]) -> Typed:
    """The numbers of a group that were written and are not what stood there."""
    if wanted.rir_high is not None:
        raise CellTextError(ONE_RIR)
    new = {
        item.name: value
        for item in fields(Sets)
        if (value := getattr(wanted, item.name)) not in (None, "") and value != getattr(stood, item.name)
    }
    numbers: dict[Field, Any] = {field: new[name] for name, field in _OF_FIELD.items() if name in new}
    if new.keys() & {"reps", "reps_high"} or (
        wanted.reps is not None and wanted.reps_high != stood.reps_high
    ):
        if wanted.reps is None or lift["timed"]:
            raise CellTextError(f"This exercise is counted in {lift['measure']}.")
        numbers[Field.REPS] = wanted.reps if wanted.reps_high is None else (wanted.reps, wanted.reps_high)
    if "seconds" in new:
        if not lift["timed"]:
            raise CellTextError("This exercise is counted in repetitions, not in seconds.")
        numbers[Field.REPS] = wanted.seconds
    if "metres" in new and lift["measure"] != "metres":
        raise CellTextError(f"This exercise is counted in {_counted(lift)}, not in metres.")
    if "intensity" in new:
        numbers[Field.INTENSITY] = float(new["intensity"])
    if "rir" in new:
        numbers[Field.RIR] = float(new["rir"])
    if (wanted.load_kind, wanted.load, wanted.unit) != (stood.load_kind, stood.load, stood.unit):
        numbers |= _load(wanted, lift)
    return Typed(
        numbers=tuple(numbers.items()),
        per_side=True if wanted.per_side and not stood.per_side else None,
        metres=new.get("metres"),
        lighter=wanted.lighter,
    )


def _counted(lift: Mapping[str, Any]) -> str:
    return "repetitions" if lift["measure"] == "reps" else str(lift["measure"])


def _load(wanted: Sets, lift: Mapping[str, Any]) -> dict[Field, Any]:
    if wanted.load_kind is None:
        return {}
    kind = lift["load_kind"]
    if kind in (LoadKind.BAND, LoadKind.NONE):
        raise CellTextError("This exercise has no load to set.")
    if wanted.load_kind != kind:
        ways = {
            LoadKind.EXTERNAL: "a weight, like 40 kg",
            LoadKind.BODY_WEIGHT: "weight added to the body, like BW+10 kg",
            LoadKind.ASSISTED: "assistance, like BW-20 kg",
        }
        raise CellTextError(f"This exercise takes {ways[LoadKind(kind)]}.")
    load = wanted.load or Decimal(0)
    return {Field.LOAD: convert(load, wanted.unit.value, lift["unit"]) if wanted.unit else load}
