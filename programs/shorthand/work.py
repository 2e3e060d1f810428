"""Sets: 4x8, 3 sets of 8-12, 5,5,5,3, 8 reps, 400 m, 5x5x80%."""

from dataclasses import replace
from decimal import Decimal

from programs.prescription.words import LoadKind
from programs.shorthand.amounts import Amounts, amounts_at, chained, is_open, list_of, side_at
from programs.shorthand.numbers import (
    Span,
    distance_at,
    is_dash,
    number_at,
    percent_at,
    span_at,
    time_at,
    weight_at,
)
from programs.shorthand.phrases import Load, Phrase, load_problem, quoted, wrong
from programs.shorthand.tempo import tempo_at
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import INTENSITY_MOST, MAXIMUM, REPS, SETS_MOST, TIMES, What

_BEFORE_AMOUNT = TIMES | {"of", ":"}
NEAR = 16  # tokens before a tempo in which another x tells how they are written
LIST_LEAST = 3  # 7,5 is a decimal, 5,5,5 a list


def work_at(tokens: Tokens, place: int, *, after_work: bool = False) -> Phrase | None:
    """Sets, repetitions, timed sets or distances here. `after_work`: sets x reps are already known."""
    if tokens[place].kind is Kind.NUMBER:
        return (
            _chain(tokens, place)
            or _times(tokens, place, after_work=after_work)
            or _counted_sets(tokens, place)
            or _alone(tokens, place)
        )
    return _labelled(tokens, place) or _times_alone(tokens, place)


# Sets x reps


def _times(tokens: Tokens, place: int, *, after_work: bool) -> Phrase | None:
    """4x8 and what may stand in its place."""
    span = span_at(tokens, place)
    if span is None or tokens[span.end].text not in TIMES:
        return None
    tempo = _tempo_like(tokens, place, after_work=after_work)
    if tempo is not None:
        return tempo
    end = span.end + 1
    if span.high is not None:
        return _two_numbers_of_sets(tokens, place, end, span)
    pair = weight_at(tokens, end)
    if pair is not None:
        said = quoted(tokens, place, pair[2])
        either = "may be sets, repetitions or a pair of dumbbells: write sets x reps and then the load"
        return wrong(What.WORK, pair[2], f"{said} {either}.")
    share = percent_at(tokens, end)
    if share is not None:
        said = quoted(tokens, place, share.end)
        either = "may be sets or repetitions: write sets x reps and then the percentage"
        return wrong(What.WORK, share.end, f"{said} {either}.")
    return _sets_of(tokens, place, end, span)


def _two_numbers_of_sets(tokens: Tokens, place: int, end: int, span: Span) -> Phrase:
    said = quoted(tokens, place, end)
    return wrong(What.WORK, end, f"{said}: one number of sets, {span.low} or {span.high}.")


def _sets_of(tokens: Tokens, place: int, end: int, span: Span) -> Phrase:
    """So many sets; what one of them is stands at `end`."""
    sets = int(span.low)
    found = amounts_at(tokens, end, sets=sets)
    if found is None:
        return wrong(What.WORK, end, f"{quoted(tokens, place, end)}: how many repetitions?")
    if found.problem:
        return wrong(What.WORK, found.end, found.problem)
    if not span.whole or not 1 <= sets <= SETS_MOST:
        said = quoted(tokens, place, found.end)
        order = f"the sets come first, from 1 to {SETS_MOST}; a percentage needs its sign, a load its unit"
        return wrong(What.WORK, found.end, f"{said}: {order}.")
    return _third(tokens, place, Phrase(found.end, What.WORK, sets=sets, amounts=found.each))


def _third(tokens: Tokens, place: int, phrase: Phrase) -> Phrase:
    """5x5x80% or 5x5x100kg: the third number says its unit."""
    if tokens[phrase.end].text not in TIMES:
        return phrase
    start = phrase.end + 1
    share = percent_at(tokens, start)
    if share is not None and share.high is None and 0 < share.low <= INTENSITY_MOST:
        return replace(phrase, end=share.end, intensity=(share.low, None))
    pair = weight_at(tokens, start)
    if pair is not None and not load_problem(pair[0], pair[1]):
        return replace(phrase, end=pair[2], load=Load(LoadKind.EXTERNAL, pair[0], pair[1]))
    third = span_at(tokens, start)
    end = start if third is None else third.end
    said = quoted(tokens, place, end)
    return wrong(What.WORK, end, f"{said}: the third number is a load or a percentage; write its unit.")


def _tempo_like(tokens: Tokens, place: int, *, after_work: bool) -> Phrase | None:
    """31X0 looks like 31 sets of none, 20X1 like 20 sets of one."""
    found = tempo_at(tokens, place)
    if found is None or len(tokens[place].text) != 2 or not tokens[place + 1].isa("x"):
        return None
    tempo, end = found
    sets, reps = int(tempo[:2]), int(tempo[3])
    upper = _is_upper(tokens, place + 1)
    if after_work and any(_is_upper(tokens, each) for each in range(max(place - NEAR, 0), place)):
        upper = False  # 3X8 12X8: where every x is a capital, this one says nothing
    if reps == 0 or (upper and after_work):
        return Phrase(end, What.TEMPO, tempo=tempo)
    if upper and not 1 <= sets <= SETS_MOST:
        said = quoted(tokens, place, end)
        return wrong(What.TEMPO, end, f"{said} may be sets x reps or a tempo: write t{tempo} for a tempo.")
    return None


def _is_upper(tokens: Tokens, place: int) -> bool:
    return tokens.source[tokens[place].start : tokens[place].end] == "X"


def _times_alone(tokens: Tokens, place: int) -> Phrase | None:
    """x8: repetitions without a number of sets."""
    return _phrase(amounts_at(tokens, place + 1)) if tokens[place].text in TIMES else None


def _phrase(found: Amounts | None) -> Phrase | None:
    if found is None:
        return None
    if found.problem:
        return wrong(What.WORK, found.end, found.problem)
    return Phrase(found.end, What.WORK, amounts=found.each)


# Sets in words


def _counted_sets(tokens: Tokens, place: int) -> Phrase | None:
    """4 sets, 4 sets of 8, 4 sets x 8-12 reps."""
    span = span_at(tokens, place)
    if span is None or not tokens[span.end].isa("set", "sets"):
        return None
    end = span.end + 1
    if span.high is not None:
        return _two_numbers_of_sets(tokens, place, end, span)
    if tokens[end].text in _BEFORE_AMOUNT or (tokens[end].isa("to") and tokens[end + 1].text in MAXIMUM):
        return _sets_of(tokens, place, end + 1, span)
    reps = span_at(tokens, end)
    if reps is not None and tokens[reps.end].text in REPS:
        return _sets_of(tokens, place, end, span)
    return _only_sets(end, span.low)


def _only_sets(end: int, sets: Decimal) -> Phrase:
    if sets != int(sets) or not 1 <= sets <= SETS_MOST:
        return wrong(What.WORK, end, f"Sets are a whole number from 1 to {SETS_MOST}.")
    return Phrase(end, What.WORK, sets=int(sets))


def _labelled(tokens: Tokens, place: int) -> Phrase | None:
    """Sets: 3 and Reps: 8-12, with a colon or without."""
    label = tokens[place]
    start = place + 2 if tokens[place + 1].isa(":") else place + 1
    if label.text in REPS:
        return _phrase(amounts_at(tokens, start))
    if not label.isa("set", "sets"):
        return None
    found = number_at(tokens, start)
    if found is None or tokens[found[1]].text in TIMES:
        return None
    return _only_sets(found[1], found[0])


# Lists and single amounts


def _chain(tokens: Tokens, place: int) -> Phrase | None:
    """5,5,5,3: at least three numbers in a row; 12-10-8 and 12/10/8 could be anything."""
    sign = tokens[place + 1]
    if sign.isa(","):
        reps, end = chained(tokens, place, most=tokens.size)
        if len(reps) < LIST_LEAST:
            return None
        if len(reps) > SETS_MOST:
            return wrong(What.WORK, end, f"{quoted(tokens, place, end)}: at most {SETS_MOST} sets.")
        return _phrase(list_of(tokens, place, end, reps))
    if not sign.glued or not (sign.isa("/") or (is_dash(sign) and sign.kind is Kind.SIGN)):
        return None
    tempo = tempo_at(tokens, place)
    if tempo is not None and not {"0", "X"}.isdisjoint(tempo[0]) and not tokens[tempo[1]].isa(sign.text):
        return Phrase(tempo[1], What.TEMPO, tempo=tempo[0])
    numbers, end = 1, place + 1
    while tokens[end].isa(sign.text) and tokens[end + 1].kind is Kind.NUMBER:
        numbers, end = numbers + 1, end + 2
    if numbers < LIST_LEAST:
        return None
    said = quoted(tokens, place, end)
    clear = "write repetitions that differ with commas, like 12,10,8, and a tempo with a t, like t3110"
    return wrong(What.WORK, end, f"{said} can be read in several ways: {clear}.")


def _alone(tokens: Tokens, place: int) -> Phrase | None:
    """8 reps, 8-12 reps, 5+, 8/side, 400 m, 30 s/side. A time alone is not for here."""
    span = span_at(tokens, place)
    if span is None:
        return None
    counted = tokens[span.end].text in REPS or is_open(tokens, span.end) or side_at(tokens, span.end)
    if tokens[span.end + 1].isa("in") and tokens[span.end + 2].isa("reserve"):
        return None
    time = time_at(tokens, place)
    if counted or distance_at(tokens, place) or (time and side_at(tokens, time[1])):
        return _phrase(amounts_at(tokens, place))
    return None
