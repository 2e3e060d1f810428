"""One week of a schedule: a scheme's moves of the first working sets, and the others following them.

Pins win. Everything comes from week 1 and from what is pinned in the week itself, so that filling again
changes nothing. Set groups that week 1 doesn't have are the trainer's own and stay as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from programs.prescription.changes import differences
from programs.prescription.edits import NO_PINS, after_edit, held_by_pins, rest_of, without_typed_load
from programs.prescription.effect import nearest_whole
from programs.prescription.findings import shown
from programs.prescription.lift import Lift
from programs.prescription.problems import Finding, Mend, Note
from programs.prescription.schemes import Ease, Move, Step, scaled, with_load_of
from programs.prescription.set_types import PlannedGroup, follow
from programs.prescription.targets import INTENSITY_MOST, ImpossibleValueError, Outcome, Targets
from programs.prescription.words import CHAIN, Field, SetType

Week = Sequence[PlannedGroup]

# Sets that a scheme made of several set groups takes over, in their order.
MAIN = (SetType.WORKING, SetType.AMRAP)
TO_THE_LAST = (SetType.AMRAP, SetType.DROP)
SINGLE_SHARE = 90  # % of the load that a deload leaves of a single repetition, where nothing else can be cut

# Where a field of the targets stands.
_STORED: dict[Field, Callable[[Targets], object]] = {
    Field.INTENSITY: lambda targets: targets.intensity,
    Field.LOAD: lambda targets: targets.load,
    Field.REPS: lambda targets: (targets.reps, targets.reps_high, targets.seconds),
    Field.RIR: lambda targets: targets.rir,
    Field.SETS: lambda targets: targets.sets,
    Field.REST: lambda targets: targets.rest_seconds,
    Field.TEMPO: lambda targets: targets.tempo,
}


class Cell(NamedTuple):
    """A set group of a filled week: what it is, and what it would be without the scheme.

    `driven` are the fields that the scheme set, `held` the pins that stood against it, `stopped` why a
    move could not be made. `own`: the trainer's, left alone. `origin`: its place in the week, None if added.
    """

    set_type: SetType
    targets: Targets
    base: Targets
    origin: int | None
    driven: frozenset[Field] = frozenset()
    held: tuple[Field, ...] = ()
    stopped: tuple[str, ...] = ()
    own: bool = False


def fill_week(
    week: Week, base: Week, step: Step, lift: Lift, *, source: Targets, ease: Ease | None = None
) -> tuple[Cell, ...]:
    """A week's set groups, in their order, those that the scheme adds last.

    `base` is week 1, whose set groups they are counted from; `source` the first working sets that the
    scheme's moves start from (week 1's, or those of the heavy day). `ease` makes the week a deload.
    """
    cells = tuple(_cells(week, base, step, lift, source))
    return cells if ease is None else tuple(_eased(cells, ease, lift))


def onto(base: Targets, now: Targets, lift: Lift) -> Targets:
    """Week 1's targets with what is pinned in another week, the others following from that."""
    pins = now.pins
    if not pins and not base.pins:
        return base
    after = base.but(
        pins=pins,
        sets=now.sets if Field.SETS in pins else base.sets,
        rest_seconds=now.rest_seconds if Field.REST in pins else base.rest_seconds,
        tempo=now.tempo if Field.TEMPO in pins else base.tempo,
        seconds=now.seconds if Field.REPS in pins else base.seconds,
        load=now.load if Field.LOAD in pins and lift.takes_load else base.load,
    )
    if lift.timed or all(_nothing_else(now, base, field) for field in pins & CHAIN):
        return after
    after = held_by_pins(after, now, lift)
    if after.intensity == base.intensity:
        return after
    after = without_typed_load(after, lift)
    if Field.REST in pins:
        return after
    return after.but(rest_seconds=rest_of(after, lift, after.rest_seconds))


def _nothing_else(now: Targets, base: Targets, field: Field) -> bool:
    """Whether a pin holds what week 1 has too, or nothing yet."""
    held = _STORED[field](now)
    return held in (None, (None, None, None), _STORED[field](base))


# The scheme's moves


def _cells(week: Week, base: Week, step: Step, lift: Lift, source: Targets) -> Iterator[Cell]:
    origins = matched(week, base)
    written, parts = base[0].targets, list(step.beside)
    lead = _moved(0, base[0].set_type, onto(source, week[0].targets, lift), step.moves, source, lift)
    yield lead
    warm_ups = sum(group.set_type is SetType.WARM_UP for group in week)
    warmed = 0
    fresh = lead.targets.but(pins=NO_PINS)  # as rounded, or filling again would round anew
    for place, group in enumerate(week[1:], 1):
        origin = origins.get(place)
        if parts and group.set_type in MAIN:
            part = parts.pop(0)
            yield _moved(place, part.set_type, onto(fresh, group.targets, lift), part.moves, fresh, lift)
        elif origin is None:
            yield Cell(group.set_type, group.targets, group.targets, place, own=True)
        elif origin.set_type is SetType.WARM_UP:
            begin = onto(origin.targets, group.targets, lift)
            after = _warmed(begin, written, lead.targets, lift, step=warmed, steps=warm_ups)
            yield Cell(SetType.WARM_UP, after, origin.targets, place)
        else:
            yield _in_share(place, origin, group.targets, written, lead.targets, lift)
        warmed += group.set_type is SetType.WARM_UP
    for part in parts:
        yield _moved(None, part.set_type, fresh, part.moves, fresh, lift)


def matched(week: Week, base: Week) -> dict[int, PlannedGroup]:
    """Which of week 1's set groups each place of a week belongs to: the lead, then by type in their order.

    A deload makes working sets of AMRAP sets: one in the same place is the same, and what is left of both
    types belongs together.
    """
    found = {0: base[0]}
    free = dict(enumerate(base[1:], 1))
    if not free:
        return found
    for alike in (_calmed, _same_type, _both_main):
        for place, group in enumerate(week):
            origin = next((at for at, other in free.items() if alike(at, other, place, group)), None)
            if origin is not None and place not in found:
                found[place] = free.pop(origin)
    return found


def _calmed(at: int, origin: PlannedGroup, place: int, group: PlannedGroup) -> bool:
    return at == place and (origin.set_type, group.set_type) == (SetType.AMRAP, SetType.WORKING)


def _same_type(at: int, origin: PlannedGroup, place: int, group: PlannedGroup) -> bool:
    return origin.set_type is group.set_type


def _both_main(at: int, origin: PlannedGroup, place: int, group: PlannedGroup) -> bool:
    return origin.set_type in MAIN and group.set_type in MAIN


def _moved(
    origin: int | None, set_type: SetType, begin: Targets, moves: Sequence[Move], base: Targets, lift: Lift
) -> Cell:
    """A set group after a scheme's moves. What is pinned stays, and edits' rules make the others follow."""
    facts = lift
    if begin.load is None and all(move.field is not Field.LOAD for move in moves):
        facts = _without_loads(lift)  # where no load is typed, lifts of a kind move alike
    after, driven, held, stopped = _carried_out(begin, tuple(moves), facts)
    return Cell(set_type, with_load_of(after, base, lift), base, origin, driven, held, stopped)


@lru_cache(maxsize=1024)
def _without_loads(lift: Lift) -> Lift:
    """The lift as far as percentages, repetitions and rest depend on it."""
    return Lift(
        curve=lift.curve,
        kind=lift.kind,
        experience=lift.experience,
        method=lift.method,
        load_kind=lift.load_kind,
        timed=lift.timed,
    )


@lru_cache(maxsize=4096)
def _carried_out(
    begin: Targets, moves: tuple[Move, ...], lift: Lift
) -> tuple[Targets, frozenset[Field], tuple[Field, ...], tuple[str, ...]]:
    """The targets after the moves, the fields that were driven and held, and why moves were stopped."""
    after = begin
    driven: set[Field] = set()
    held: list[Field] = []
    stopped: list[str] = []
    for move in moves:
        holding = _held(move, after)
        if holding is not None:
            held += [] if _stands(move, after) else [holding]
            continue
        pins = after.pins
        hold = move.holds if Field.RIR not in pins and after.reps is not None else None
        try:
            held_too = after.but(pins=pins | {hold}) if hold else after
            moved = after_edit(held_too, move.field, move.value, lift)
        except ImpossibleValueError as error:
            stopped.append(str(error))
            continue
        after = moved.but(pins=pins) if hold else moved
        driven.add(move.field)
    return after, frozenset(driven), tuple(dict.fromkeys(held)), tuple(stopped)


def _held(move: Move, targets: Targets) -> Field | None:
    """The pin that stands against a move; a load and its intensity hold each other."""
    if not targets.pins:
        return None
    both = (Field.LOAD, Field.INTENSITY)
    fields = both if move.field in both else (move.field,)
    return next((field for field in fields if field in targets.pins), None)


def _stands(move: Move, targets: Targets) -> bool:
    """Whether the number is already what the scheme asks for."""
    if move.field is Field.REPS:
        low, high = move.value if isinstance(move.value, tuple) else (move.value, None)
        return (targets.seconds or targets.reps, targets.reps_high) == (low, high)
    return _STORED[move.field](targets) == move.value


# The others


def _in_share(
    place: int, origin: PlannedGroup, now: Targets, written: Targets, lead: Targets, lift: Lift
) -> Cell:
    """A set group that keeps its share of the first working sets' intensity.

    Its repetitions stay where theirs do, and in a drop set; else, and in AMRAP sets, they follow the effort.
    """
    begin = onto(origin.targets, now, lift)
    moves: tuple[Move, ...] = ()
    own, before, after = origin.targets.intensity, written.intensity, lead.intensity
    if own is not None and before is not None and after is not None and before != after:
        tired = origin.set_type is SetType.DROP
        stay = tired or (lead.reps == written.reps and origin.set_type not in TO_THE_LAST)
        intensity = min(own * after / before, float(INTENSITY_MOST))
        moves = (Move(Field.INTENSITY, intensity, holds=Field.REPS if stay else None),)
    cell = _to_the_last(_moved(place, origin.set_type, begin, moves, origin.targets, lift), begin)
    return cell._replace(driven=frozenset(), held=())


def _to_the_last(cell: Cell, begin: Targets) -> Cell:
    """A drop set's RIR doesn't follow from the curve, which is a rested lifter's."""
    return cell._replace(targets=cell.targets.but(rir=begin.rir)) if cell.set_type is SetType.DROP else cell


def _warmed(begin: Targets, before: Targets, lead: Targets, lift: Lift, *, step: int, steps: int) -> Targets:
    """A warm-up for the first working sets as they are now; as it was where they did not move."""
    if lead.but(pins=before.pins) == before:
        return begin
    group = PlannedGroup(SetType.WARM_UP, begin)
    return follow(group, before, lead, lift, lift, step=step, steps=steps)


# Deloads


def _eased(cells: Sequence[Cell], ease: Ease, lift: Lift) -> Iterator[Cell]:
    warm_ups = sum(cell.set_type is SetType.WARM_UP for cell in cells)
    before, lead, warmed = cells[0].targets, cells[0].targets, 0
    for place, cell in enumerate(cells):
        if cell.own:
            yield cell
        elif cell.set_type is SetType.WARM_UP:
            after = _warmed(cell.targets, before, lead, lift, step=warmed, steps=warm_ups)
            yield cell._replace(targets=after)
        else:
            moves = tuple(_easier(cell, ease, lift))
            eased = _moved(cell.origin, _calm(cell.set_type), cell.targets, moves, cell.targets, lift)
            lead = lead if place else eased.targets
            yield eased._replace(
                base=cell.base,
                driven=cell.driven | eased.driven,
                held=tuple(dict.fromkeys((*cell.held, *eased.held))),
                stopped=(*cell.stopped, *eased.stopped),
            )
        warmed += cell.set_type is SetType.WARM_UP


def _calm(set_type: SetType) -> SetType:
    """Nothing is done to the last repetition in a deload."""
    return SetType.WORKING if set_type is SetType.AMRAP else set_type


def _easier(cell: Cell, ease: Ease, lift: Lift) -> Iterator[Move]:
    """Less load at the same repetitions, then fewer sets; where sets can't be fewer, fewer repetitions."""
    targets = cell.targets
    cut_sets = targets.sets > 1 and Field.SETS not in targets.pins
    reps = targets.seconds if lift.timed else targets.reps
    cut_reps = (not cut_sets or cell.set_type in TO_THE_LAST) and reps is not None and reps > 1
    intensity = ease.intensity if cut_sets or cut_reps else min(ease.intensity, SINGLE_SHARE)
    if intensity < 100 and (move := scaled(targets, intensity, lift)) is not None:
        yield move
    if cut_reps and reps is not None:
        low = _fewer(reps, ease.sets)
        high = None if targets.reps_high is None else _fewer(targets.reps_high, ease.sets)
        yield Move(Field.REPS, low if high is None else (low, high), holds=Field.INTENSITY)
    if cut_sets:
        yield Move(Field.SETS, _fewer(targets.sets, ease.sets))


def _fewer(count: int, percent: int) -> int:
    """That share of a count, to the nearest whole and at least one less; never below 1."""
    return max(min(nearest_whole(count * percent / 100), count - 1), 1)


# In words


@dataclass(frozen=True, slots=True)
class Telling:
    """What a week's changes are told with: its number, what it does, by which scheme, and where it began."""

    number: int
    says: str
    scheme: str
    begins: str


def outcome_of(cell: Cell, before: Targets | None, telling: Telling, lift: Lift) -> Outcome:
    """What a cell's filling moved, why, and which pins stood against it; without `before` it is new."""
    notes = tuple(_notes(cell, telling))
    if before is None:
        return Outcome(cell.targets, notes=notes)
    changes = differences(before, cell.targets, lift, lambda field: _reason(field, cell, telling))
    return Outcome(cell.targets, changes, notes=notes, before=before)


def _reason(field: Field, cell: Cell, telling: Telling) -> str:
    if field in cell.driven or (field is Field.LOAD and Field.INTENSITY in cell.driven):
        return f"week {telling.number}: {telling.says}"
    if field is not Field.LOAD and _STORED[field](cell.targets) == _STORED[field](cell.base):
        return telling.begins
    if cell.set_type is SetType.WARM_UP:
        return "warm-ups are made anew for the first working sets"
    match field:
        case Field.INTENSITY if not cell.driven:
            return f"keeps its share of the first working sets: {shown(cell.targets.intensity or 0)} %"
        case Field.INTENSITY:
            return f"week {telling.number}: {telling.says}, and intensity follows"
        case Field.LOAD:
            return "the load follows the intensity"
        case Field.REPS:
            return f"reps follow with {shown(max(cell.targets.rir or 0.0, 0.0))} in reserve"
        case Field.RIR:
            return "RIR is what these reps leave at this load"
        case _:
            return "rest follows the intensity"


def _notes(cell: Cell, telling: Telling) -> Iterator[Finding]:
    week, scheme = f"Week {telling.number}", telling.scheme
    for field in cell.held:
        text = f"{week}: {field} pinned, although {scheme} asks for {telling.says}."
        mend = Mend(f"Unpin the {field}.", "unpin", field)
        yield Note("pin_defeats_progression", text, field, "Pins win over a scheme.", "setwise", mend)
    for sentence in cell.stopped:
        text, why = f"{week} can't follow {scheme}: {sentence}", "Only what can be prescribed is planned."
        yield Note("progression_stops", text, Field.LOAD, why, "setwise")
