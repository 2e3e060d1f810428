"""What is said of the sets: @75%, 80kg, BW+10kg, RIR2, @8, t3110, warm-up."""

from dataclasses import replace
from decimal import Decimal

from programs.prescription.words import LoadKind, SetType
from programs.shorthand.amounts import amounts_at, side_at
from programs.shorthand.numbers import Span, is_dash, number_at, percent_at, plain, span_at, weight_at
from programs.shorthand.phrases import Amount, Load, Phrase, load_problem, quoted, wrong
from programs.shorthand.rests import rest_at, time_alone_at
from programs.shorthand.tempo import tempo_at
from programs.shorthand.tokens import Kind, Tokens
from programs.shorthand.words import (
    BODY_WEIGHT,
    INTENSITY_MOST,
    LABELS,
    LIGHTER_MOST,
    RIR_MOST,
    RPE_LEAST,
    RPE_MOST,
    TIMES,
    TYPES,
    What,
)

NOT_OF_1RM = "a percentage is of the 1RM here; please convert it."


def attribute_at(tokens: Tokens, place: int) -> Phrase | None:
    """What stands here beside sets and repetitions."""
    token = tokens[place]
    if token.kind is Kind.NUMBER:
        return (
            time_alone_at(tokens, place)
            or _tempo_after(tokens, place)
            or _effort_after(tokens, place)
            or _intensity(tokens, place)
            or _load(tokens, place)
        )
    if token.isa("@", "at"):
        return _at(tokens, place)
    if token.kind is Kind.WORD:
        return _words(tokens, place)
    return _signed(tokens, place)


def _words(tokens: Tokens, place: int) -> Phrase | None:
    """A phrase that begins with a word."""
    return (
        _type(tokens, place)
        or rest_at(tokens, place)
        or _tempo(tokens, place)
        or _effort(tokens, place)
        or _body_weight(tokens, place)
        or _to_failure(tokens, place)
        or _labelled(tokens, place)
    )


def _labelled(tokens: Tokens, place: int) -> Phrase | None:
    """Load: 80kg, intensity 75%."""
    if tokens[place].text not in LABELS:
        return None
    start = place + 2 if tokens[place + 1].isa(":") else place + 1
    return _intensity(tokens, start) or _load(tokens, start) or _body_weight(tokens, start)


def _at(tokens: Tokens, place: int) -> Phrase | None:
    """What follows an @."""
    start = place + 1
    phrase = (
        _effort(tokens, start)
        or _effort_after(tokens, start)
        or _intensity(tokens, start)
        or _load(tokens, start)
        or _body_weight(tokens, start)
        or _signed(tokens, start)
    )
    if phrase is not None:
        return phrase
    tempo = tempo_at(tokens, start)
    if tempo is not None and tokens[start].kind is Kind.NUMBER and not _is_counted(tokens, start):
        return Phrase(tempo[1], What.TEMPO, tempo=tempo[0])
    return _effort_alone(tokens, place)


def _is_counted(tokens: Tokens, place: int) -> bool:
    """Whether sets x reps stand here: 12x8 also looks like a tempo."""
    sign = tokens[place + 1]
    return sign.isa("x") and tokens.source[sign.start] == "x"


def _signed(tokens: Tokens, place: int) -> Phrase | None:
    """A percentage or a weight with a plus or a minus."""
    sign, stuck = tokens[place], tokens[place + 1].glued
    minus = sign.kind is Kind.SIGN and is_dash(sign)
    apart = not sign.glued or tokens[place - 1].isa("@", "(", ",")
    if not stuck or not apart or not (minus or sign.isa("+")):
        return None
    share, pair = percent_at(tokens, place + 1), weight_at(tokens, place + 1)
    if share is not None:
        if minus and share.high is None and 0 < share.low <= LIGHTER_MOST:
            return Phrase(share.end, What.INTENSITY, lighter=share.low)
        said = quoted(tokens, place, share.end)
        return wrong(
            What.INTENSITY, share.end, f"{said}: sets may be up to {LIGHTER_MOST} % lighter, like -10%."
        )
    if pair is not None:
        said, weight = quoted(tokens, place, pair[2]), tokens.said(place, pair[2])
        meant, change = ("assistance", "less") if minus else ("weight added to the body", "more")
        either = f"may be {meant}, or {change} than before: write BW{weight} for {meant}"
        return wrong(What.LOAD, pair[2], f"{said} {either}.")
    return None


# Intensity


def _intensity(tokens: Tokens, place: int) -> Phrase | None:
    """75%, 80 % of 1RM, 85%x5."""
    share = percent_at(tokens, place)
    if share is None:
        return None
    end, problem = _share_of(tokens, share.end)
    said = quoted(tokens, place, end)
    if problem:
        return wrong(What.INTENSITY, end, f"{said}: {problem}")
    low, high = share.low, share.high if share.high != share.low else None
    if not 0 < low <= INTENSITY_MOST or not 0 < (high or low) <= INTENSITY_MOST:
        return wrong(
            What.INTENSITY, end, f"{said}: an intensity is more than 0 % and at most {INTENSITY_MOST} %."
        )
    if high is not None and high < low:
        return wrong(What.INTENSITY, end, f"{said}: a range goes from the lower to the higher number.")
    phrase = Phrase(end, What.INTENSITY, intensity=(low, high))
    return _one_set_of(tokens, place, phrase)


def _share_of(tokens: Tokens, place: int) -> tuple[int, str]:
    """The place after what a percentage is of, and why it is not understood where that is not the 1RM."""
    start = place + 1 if tokens[place].isa("of") else place
    word, after = tokens[start], tokens[start + 1]
    if word.kind is Kind.NUMBER and after.isa("rm"):
        return start + 2, "" if word.text == "1" else NOT_OF_1RM
    if word.isa("tm") or (word.isa("training") and after.isa("max")):
        return start + (1 if word.isa("tm") else 2), NOT_OF_1RM
    return place, ""


def _one_set_of(tokens: Tokens, place: int, phrase: Phrase) -> Phrase:
    """85%x5 and 100kg x 5 are one set of five; with a third number nobody knows which are the sets."""
    if tokens[phrase.end].text not in TIMES:
        return phrase
    found = amounts_at(tokens, phrase.end + 1)
    if found is None:
        return phrase
    said = quoted(tokens, place, found.end)
    if found.problem or tokens[found.end].text in TIMES:
        either = found.problem or f"{said}: write sets x reps first, then the load or the percentage."
        return wrong(What.WORK, found.end, either)
    if found.each[0].reps is None and not found.each[0].to_the_last:
        return phrase
    return replace(phrase, end=found.end, what=What.WORK, sets=1, amounts=found.each)


# Load


def _load(tokens: Tokens, place: int) -> Phrase | None:
    """80kg, 185 lbs, 100kgx5."""
    pair = weight_at(tokens, place)
    if pair is not None:
        number, unit, end = pair
        problem = load_problem(number, unit)
        if problem:
            return wrong(What.LOAD, end, f"{quoted(tokens, place, end)}: {problem}")
        phrase = Phrase(end, What.LOAD, load=Load(LoadKind.EXTERNAL, number, unit))
        return _one_set_of(tokens, place, phrase)
    span = span_at(tokens, place)
    if span is None or span.high is None or weight_at(tokens, _last_number(tokens, span)) is None:
        return None
    said = quoted(tokens, place, span.end + 1)
    return wrong(What.LOAD, span.end + 1, f"{said}: one load, {span.low} or {span.high}.")


def _last_number(tokens: Tokens, span: Span) -> int:
    """Where the second number of a range begins."""
    decimals = tokens[span.end - 2]
    return span.end - 3 if decimals.isa(".", ",") else span.end - 1


def _body_weight(tokens: Tokens, place: int) -> Phrase | None:
    """BW, BW+10kg, BW-20kg."""
    if tokens[place].text not in BODY_WEIGHT:
        return None
    sign = tokens[place + 1]
    minus = sign.kind is Kind.SIGN and is_dash(sign)
    if not (minus or sign.isa("+")):
        return Phrase(place + 1, What.LOAD, load=Load(LoadKind.BODY_WEIGHT, None, None))
    pair = weight_at(tokens, place + 2)
    if pair is not None:
        number, unit, end = pair
        problem = load_problem(number, unit)
        if problem:
            return wrong(What.LOAD, end, f"{quoted(tokens, place, end)}: {problem}")
        kind = LoadKind.ASSISTED if minus else LoadKind.BODY_WEIGHT
        return Phrase(end, What.LOAD, load=Load(kind, number, unit))
    number_alone = number_at(tokens, place + 2)
    if sign.glued and tokens[place + 2].glued and number_alone is not None:
        said = quoted(tokens, place, number_alone[1])
        return wrong(What.LOAD, number_alone[1], f"{said}: write the unit, kg or lb.")
    return Phrase(place + 1, What.LOAD, load=Load(LoadKind.BODY_WEIGHT, None, None))


# Effort


def _effort(tokens: Tokens, place: int) -> Phrase | None:
    """RIR2, RIR 1-2, RPE 8.5."""
    word = tokens[place]
    if not word.isa("rir", "rpe"):
        return None
    span = span_at(tokens, place + 2 if tokens[place + 1].isa(":") else place + 1)
    return None if span is None else _effort_of(tokens, place, span, span.end, rpe=word.isa("rpe"))


def _effort_after(tokens: Tokens, place: int) -> Phrase | None:
    """2 RIR, 8 RPE, 2 reps in reserve."""
    span = span_at(tokens, place)
    if span is None:
        return None
    word, after = tokens[span.end], tokens[span.end + 1]
    if word.isa("rep", "reps") and after.isa("in") and tokens[span.end + 2].isa("reserve"):
        return _effort_of(tokens, place, span, span.end + 3, rpe=False)
    if not word.isa("rir", "rpe") or (after.kind is Kind.NUMBER and after.glued) or after.isa(":"):
        return None
    return _effort_of(tokens, place, span, span.end + 1, rpe=word.isa("rpe"))


def _effort_alone(tokens: Tokens, place: int) -> Phrase | None:
    """@8 is an RPE, because nothing else goes up to 10; @75 may be a percentage or a weight."""
    span = span_at(tokens, place + 1)
    if span is None or tokens[span.end].text in TIMES:
        return None
    said = quoted(tokens, place, span.end)
    if max(span.low, span.high or span.low) <= RPE_MOST:
        return _effort_of(tokens, place, span, span.end, rpe=True)
    number = tokens.said(place + 1, span.end)
    return wrong(
        What.INTENSITY,
        span.end,
        f"{said} may be {number} % of the 1RM or a load: write @{number}%, {number}kg or {number}lb.",
    )


def _effort_of(tokens: Tokens, place: int, span: Span, end: int, *, rpe: bool) -> Phrase:
    said = quoted(tokens, place, end)
    low, high = span.low, span.high if span.high != span.low else None
    if high is not None and high < low:
        return wrong(What.EFFORT, end, f"{said}: a range goes from the lower to the higher number.")
    if not rpe:
        if max(low, high or low) > RIR_MOST:
            return wrong(What.EFFORT, end, f"{said}: repetitions in reserve are from 0 to {RIR_MOST}.")
        return Phrase(end, What.EFFORT, rir=(low, high))
    if not RPE_LEAST <= low <= (high or low) <= RPE_MOST or any(
        n * 2 != int(n * 2) for n in (low, high or low)
    ):
        return wrong(What.EFFORT, end, f"{said}: an RPE is from {RPE_LEAST} to {RPE_MOST}, in halves.")
    if high is None:
        return Phrase(end, What.EFFORT, rir=(plain(RPE_MOST - low), None))
    return Phrase(end, What.EFFORT, rir=(plain(RPE_MOST - high), plain(RPE_MOST - low)))


def _to_failure(tokens: Tokens, place: int) -> Phrase | None:
    if tokens[place].isa("to") and tokens[place + 1].isa("failure"):
        return Phrase(place + 2, What.EFFORT, rir=(Decimal(0), None))
    return None


# Tempo and type


def _tempo(tokens: Tokens, place: int) -> Phrase | None:
    """t3110, tempo 3-1-1-0, tempo: 31X0."""
    label = tokens[place]
    if not label.isa("t", "tempo"):
        return None
    start = place + 2 if tokens[place + 1].isa(":") else place + 1
    found = tempo_at(tokens, start, spaces=label.isa("tempo"))
    if found is not None:
        return Phrase(found[1], What.TEMPO, tempo=found[0])
    if tokens[start].kind is not Kind.NUMBER or (
        tokens[start + 1].kind is Kind.WORD and tokens[start + 1].glued
    ):
        return None
    said = quoted(tokens, place, start + 1)
    four = "a tempo has four figures: down, pause, up, pause, like t3110"
    return wrong(What.TEMPO, start + 1, f"{said}: {four}.")


def _tempo_after(tokens: Tokens, place: int) -> Phrase | None:
    """3010 tempo."""
    found = tempo_at(tokens, place)
    if found is None or not tokens[found[1]].isa("tempo"):
        return None
    return Phrase(found[1] + 1, What.TEMPO, tempo=found[0])


def _type(tokens: Tokens, place: int) -> Phrase | None:
    """warm-up, back-off, drop set, top set, AMRAP."""
    for words, set_type in TYPES.get(tokens[place].text, ()):
        if all(tokens[place + index].text == word for index, word in enumerate(words)):
            end = place + len(words)
            side = side_at(tokens, end) if set_type is SetType.AMRAP else None
            if side is not None:
                return Phrase(side, What.WORK, amounts=(Amount(to_the_last=True, per_side=True),))
            return Phrase(end + 1 if tokens[end].isa(":") else end, What.TYPE, set_type=set_type)
    return None
