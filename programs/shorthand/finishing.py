"""Makes set groups of what one group's phrases said, or says what in it can be read in two ways."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from programs.prescription.words import SetType
from programs.shorthand.phrases import Amount, Draft, Said
from programs.shorthand.words import REST_MOST, Problem, Sets

LIGHTER = frozenset({SetType.BACK_OFF, SetType.DROP, SetType.AMRAP})  # may be so many percent lighter
_OTHER_TYPES = frozenset({SetType.WARM_UP, SetType.BACK_OFF, SetType.DROP})

Row = tuple[SetType, int | None, Amount]


def finished(draft: Draft, *, alone: bool) -> tuple[list[Sets], list[Problem], list[Said]]:
    """The set groups, the problems, and the times that turned out to be rests. `alone`: the only group."""
    problems: list[Problem] = []
    seconds, rest = _times(draft, problems)
    amounts = draft.value("amounts") or (Amount(seconds=seconds),)
    base = _base(draft, rest, problems)
    groups = [_sets(base, row) for row in _rows(draft, amounts, problems)]
    groups = _with_intensity(draft, groups, problems)
    groups = [group for group in _merged(groups) if group != Sets()]
    said = seconds or not draft.by.keys().isdisjoint({"sets", "amounts"})
    unsaid = not alone and not said and base.set_type is SetType.WORKING
    if (unsaid and not draft.wrong_work) or (not groups and not problems):
        problems.append(_problem(draft.said[0], "How many sets and repetitions are these?"))
    groups = [] if unsaid else groups
    return groups, problems, [] if rest is None else [rest]


def _problem(item: Said, text: str) -> Problem:
    return Problem(item.start, item.end, text)


# Times


def _times(draft: Draft, problems: list[Problem]) -> tuple[int | None, Said | None]:
    """What a time without a word is: the rest after sets and repetitions, else the work itself."""
    if not draft.times:
        return None, None
    first, *others = draft.times
    amounts = draft.value("amounts")
    if others and not amounts:
        text = "Two times: write r before the one that is the rest, like r60s."
        problems.extend(_problem(item, text) for item in draft.times)
        return None, None
    problems.extend(_problem(item, "The rest is given twice.") for item in others)
    if not amounts:
        return _time_of_work(draft, first, problems), None
    if "rest" in draft.by:
        problems.append(_problem(first, "The rest is given twice."))
    elif first in draft.early_times:
        text = "A time before the repetitions may be the rest or belong to the name: write it after them."
        problems.append(_problem(first, text))
    elif amounts[0].metres is not None and "sets" not in draft.by:
        text = "This may be the rest or the time for the distance: write r before it for the rest."
        problems.append(_problem(first, text))
    elif first.phrase is not None and (first.phrase.time or 0) > REST_MOST:
        problems.append(_problem(first, f"A rest goes up to {REST_MOST // 60} minutes."))
    else:
        return None, first
    return None, None


def _time_of_work(draft: Draft, item: Said, problems: list[Problem]) -> int | None:
    if draft.by.keys() & {"sets", "intensity", "lighter"}:
        text = "This may be the rest or the time of a set: write r before it, or sets x time."
        problems.append(_problem(item, text))
        return None
    if item.phrase is None or not item.phrase.time:
        problems.append(_problem(item, "A set takes at least a second."))
        return None
    return item.phrase.time


# Types and repetitions


def _rows(draft: Draft, amounts: tuple[Amount, ...], problems: list[Problem]) -> list[Row]:
    """The type, number and amount of each set group; as many repetitions as possible are their own type."""
    set_type, sets = draft.value("set_type") or SetType.WORKING, draft.value("sets")
    if len(amounts) == 1:
        amount = amounts[0]
        if set_type is SetType.AMRAP and draft.type_after_work and amount.reps and (sets or 1) > 1:
            either = f"write {sets}x{amount.reps}+ for the last, AMRAP {sets}x{amount.reps} for each"
            text = f"The last set, or each of them? Please {either}."
            problems.append(_problem(draft.by["set_type"], text))
        return _open(draft, (set_type, sets, amount), problems)
    if sets not in (None, len(amounts)):
        problems.append(_problem(draft.by["amounts"], f"{sets} sets, but {len(amounts)} numbers."))
    if set_type is SetType.AMRAP:
        problems.append(
            _problem(draft.by["set_type"], "Write a plus after the set that is meant, like 5,5,5+.")
        )
    return [row for amount in amounts for row in _open(draft, (set_type, 1, amount), problems)]


def _open(draft: Draft, row: Row, problems: list[Problem]) -> list[Row]:
    """5x5+ is four sets of five and one of at least five; 3xmax is three sets to the last repetition."""
    set_type, sets, amount = row
    if not amount.to_the_last:
        return [row]
    closed = replace(amount, to_the_last=False)
    if amount.reps is None and set_type is SetType.DROP:
        return [(set_type, sets, closed)]  # a drop set always goes to the last repetition
    if set_type in _OTHER_TYPES and (amount.reps is None or (sets or 1) == 1 or set_type is SetType.DROP):
        text = "A set has one type: as many repetitions as possible, or the other."
        problems.append(_problem(draft.by["amounts"], text))
        return [(set_type, sets, closed if amount.reps else Amount())]
    if amount.reps is None or (sets or 1) == 1 or set_type is SetType.AMRAP:
        return [(SetType.AMRAP, sets, closed)]
    return [(set_type, (sets or 1) - 1, closed), (SetType.AMRAP, 1, closed)]


def _merged(groups: list[Sets]) -> list[Sets]:
    """5,5,5,3 is three sets of five and one of three."""
    merged: list[Sets] = []
    for group, same in groupby(groups):
        number = sum(each.sets or 1 for each in same)
        merged.append(group if group.sets is None else replace(group, sets=number))
    return merged


# What is said of all sets


def _base(draft: Draft, rest: Said | None, problems: list[Problem]) -> Sets:
    values: dict[str, Any] = {"set_type": draft.value("set_type") or SetType.WORKING}
    load, rir = draft.value("load"), draft.value("rir")
    if load is not None:
        values |= {"load_kind": load.kind, "load": load.load, "unit": load.unit}
    if rir is not None:
        values |= {"rir": rir[0], "rir_high": rir[1]}
    if rest is not None and rest.phrase is not None:
        values["rest_seconds"] = rest.phrase.time
    elif "rest" in draft.by:
        values["rest_seconds"] = draft.value("rest")
    return Sets(**values, tempo=draft.value("tempo") or "")


def _sets(base: Sets, row: Row) -> Sets:
    set_type, sets, amount = row
    return replace(
        base,
        set_type=set_type,
        sets=sets,
        reps=amount.reps,
        reps_high=amount.reps_high,
        seconds=amount.seconds,
        metres=amount.metres,
        per_side=amount.per_side,
    )


def _with_intensity(draft: Draft, groups: list[Sets], problems: list[Problem]) -> list[Sets]:
    """A warm-up's range of intensities rises in even steps, in whole percent; other sets have one."""
    lighter, intensity = draft.value("lighter"), draft.value("intensity")
    if lighter is not None:
        if all(group.set_type in LIGHTER for group in groups):
            return [replace(group, lighter=lighter) for group in groups]
        text = "Lighter than what? Only back-off, drop and AMRAP sets may say so of the first working sets."
        problems.append(_problem(draft.by["lighter"], text))
    if intensity is None:
        return groups
    low, high = intensity
    if high is None:
        return [replace(group, intensity=low) for group in groups]
    number = groups[0].sets or 1
    if len(groups) != 1 or number < 2 or groups[0].set_type is not SetType.WARM_UP:
        text = f"One intensity, {low}% or {high}%. Only the sets of a warm-up rise: warm-up 3x5 40-80%."
        problems.append(_problem(draft.by["intensity"], text))
        return groups
    steps = [low + (high - low) * index / (number - 1) for index in range(number)]
    whole = [
        step.quantize(Decimal(1), ROUND_HALF_UP) if 0 < index < number - 1 else step
        for index, step in enumerate(steps)
    ]
    return [replace(groups[0], sets=1, intensity=step) for step in whole]
