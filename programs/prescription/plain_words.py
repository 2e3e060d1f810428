"""What each number of a row means for the person who lifts: no jargon, no formula, nothing promised.

Sentences about people say what is so on average. `plain` speaks about a row of the builder, `say`
about figures that were kept with a session.
"""

from dataclasses import dataclass
from math import floor

from programs.prescription.curves import reps_to_failure
from programs.prescription.effect import effect_of, nearest_whole
from programs.prescription.lift import Lift
from programs.prescription.loads import part_of, tidy
from programs.prescription.set_types import TIRED
from programs.prescription.targets import Targets
from programs.prescription.words import Curve, Field, Goal, LoadKind, SetType

# What the sentences about each number rest on, as keys of SOURCES.
CURVE_SOURCE = "nuzzo_2024"
REST_SOURCE = {Goal.HYPERTROPHY: "singer_2024", Goal.STRENGTH: "grgic_2018"}

USUAL_REPS = {Goal.HYPERTROPHY: (6, 20), Goal.STRENGTH: (1, 8)}
NOT_TO_FAILURE = {
    Goal.HYPERTROPHY: "on average, going on until you fail builds little or no more muscle",
    Goal.STRENGTH: "on average, going on until you fail makes people no stronger",
}
LIGHT_FOR_STRENGTH = 75  # % of the 1RM
SHORT_REST = {Goal.HYPERTROPHY: 60, Goal.STRENGTH: 120}  # seconds
MANY_LEFT = 5  # repetitions in reserve from which a set is meant to be easy


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person does in one set group, after snapping.

    `load` and `one_rm` are texts as their reader reads weights, empty where nobody knows them: `load`
    is what is put on, the added weight or the assistance. `measured` says how and when the 1RM was
    found, such as "tested on 2 Nov 2026". `all_out`: nothing is left in reserve on average. Rest and
    `seconds` in seconds, `intensity` in % of 1RM.
    """

    goal: Goal
    load_kind: LoadKind
    curve: Curve
    timed: bool
    sets: int
    reps: int | None
    reps_high: int | None
    seconds: int | None
    intensity: float | None
    rir: float | None
    all_out: bool
    load: str
    one_rm: str
    measured: str
    rest_seconds: int
    tempo: str
    set_type: SetType = SetType.WORKING

    @property
    def has_curve(self) -> bool:
        return not self.timed and self.load_kind not in (LoadKind.BAND, LoadKind.NONE)

    @property
    def manages(self) -> int | None:
        """How many repetitions people manage at this intensity on average; None where nobody knows."""
        if not self.has_curve or self.intensity is None:
            return None
        mean = reps_to_failure(self.curve, self.intensity)
        return None if mean is None else max(nearest_whole(mean), 1)


def plain(
    field: Field,
    targets: Targets,
    lift: Lift,
    *,
    edited: Field | None = None,
    set_type: SetType = SetType.WORKING,
) -> str:
    """What a number of a row means, in one or two sentences that a client can read.

    A field that the lift doesn't have says so instead.
    """
    return say(field, figures_of(targets, lift, edited=edited, set_type=set_type))


def figures_of(
    targets: Targets, lift: Lift, *, edited: Field | None = None, set_type: SetType = SetType.WORKING
) -> Figures:
    """The figures of a row as `prescribe` shows them for the same arguments."""
    tired = TIRED if set_type is SetType.DROP else frozenset()
    effect = effect_of(targets.but(pins=targets.pins | tired), lift, edited)
    high = targets.reps_high
    if high is not None and targets.reps is not None:
        high = None if effect.reps is None else high - targets.reps + effect.reps
    load = "" if effect.load is None else f"{tidy(part_of(effect.load, lift))} {lift.unit}"
    return Figures(
        goal=targets.goal,
        load_kind=lift.load_kind,
        curve=lift.curve,
        timed=lift.timed,
        sets=targets.sets,
        reps=effect.reps,
        reps_high=high,
        seconds=targets.seconds,
        intensity=effect.intensity,
        rir=effect.rir,
        all_out=effect.rir is not None and effect.rir <= 0,
        load="" if effect.load is not None and part_of(effect.load, lift) == 0 else load,
        one_rm="" if lift.one_rm is None else f"{tidy(lift.one_rm)} {lift.unit}",
        measured="",
        rest_seconds=targets.rest_seconds,
        tempo=targets.tempo,
        set_type=set_type,
    )


def say(field: Field, figures: Figures) -> str:
    """The sentence about one number."""
    text = _OF_TYPE.get((figures.set_type, field)) or _SENTENCES[field](figures)
    return f"{text[:1].upper()}{text[1:]}"


# Sets that are not the work itself
_EASY = "An easy set to get warm: it should not tire you."
_LIGHTER = "Lighter than the sets before it, so that you can go on in good form."
_OF_TYPE = {
    (SetType.WARM_UP, Field.INTENSITY): _EASY,
    (SetType.WARM_UP, Field.LOAD): "Lighter than the work that follows: it prepares you for that weight.",
    (SetType.WARM_UP, Field.REPS): _EASY,
    (SetType.WARM_UP, Field.RIR): "Easy: you could do many more.",
    (SetType.WARM_UP, Field.SETS): "As many as you need to feel ready, and none that tires you.",
    (SetType.WARM_UP, Field.REST): "Move on as soon as you feel ready.",
    (SetType.BACK_OFF, Field.INTENSITY): _LIGHTER,
    (SetType.BACK_OFF, Field.LOAD): _LIGHTER,
    (SetType.DROP, Field.INTENSITY): "Less weight than before, taken off at once, so that you can go on.",
    (SetType.DROP, Field.LOAD): "Take weight off and go on at once.",
    (SetType.DROP, Field.REPS): "About as many as before: you are tired by now, but the weight is lower.",
    (SetType.DROP, Field.RIR): "Go on until the next good repetition would fail, and stop there.",
    (
        SetType.AMRAP,
        Field.REPS,
    ): "As many good repetitions as you can: it shows how strong you are now.",
    (SetType.AMRAP, Field.RIR): "Go on until the next good repetition would fail, and stop there.",
}


def _intensity(row: Figures) -> str:
    if row.timed:
        return "There is no percentage here: what counts is the time or the distance."
    if row.load_kind is LoadKind.BAND:
        return "There is no percentage here: a band has no exact weight, so go by how hard it feels."
    if row.load_kind is LoadKind.NONE:
        return "There is no percentage here: you move your own body."
    if row.intensity is None:
        return "There is no percentage here: none is known for so many repetitions. Go by how hard it feels."
    body = ", your own body counted in" if row.load_kind is not LoadKind.EXTERNAL else ""
    if row.intensity > 100:
        return f"{_share(row.intensity)} of the most you can lift once{body}: more than you have done so far."
    return f"{_share(row.intensity)} of the most you can lift once{body}: {_heavy(row)}, {_light(row)}."


def _share(intensity: float) -> str:
    """A whole percentage, "about" where it was none."""
    text = f"{nearest_whole(intensity)} %"
    return text if abs(intensity - nearest_whole(intensity)) < 0.05 else f"about {text}"


def _heavy(row: Figures) -> str:
    if row.goal is Goal.HYPERTROPHY:
        return "heavy enough to grow"
    assert row.intensity is not None  # asked for only where there is one
    if row.intensity < LIGHT_FOR_STRENGTH:
        return "light for strength, good for learning the lift"
    return "heavy enough to get stronger"


def _light(row: Figures) -> str:
    if row.reps is None:
        return "light enough to keep good form"
    if not row.all_out:
        return f"light enough for {_count(row.reps, 'good repetition')}"
    if row.manages is None:
        return "and as much as you can do"
    return f"and on average people manage about {_count(row.manages, 'repetition')} with it"


def _load(row: Figures) -> str:
    if row.load_kind is LoadKind.NONE:
        return "Your own body is the weight." if not row.timed else "You need no weight here."
    if row.load_kind is LoadKind.BAND:
        return _band(row)
    if not row.load and (not row.one_rm or row.intensity is None):
        return _find_weight(row)
    if row.timed:
        return f"{_put_on(row)}: your trainer chose it, so that you keep good form to the end."
    if row.intensity is None or not row.one_rm:
        return f"{_put_on(row)}: your trainer chose it for {_for_reps(row)}."
    known = f" ({row.measured})" if row.measured else ""
    share = f"{_share(row.intensity)} of {row.one_rm}, the most you can lift once{known}"
    match row.load_kind:
        case LoadKind.BODY_WEIGHT if row.load:
            return f"{row.load} added: with your own body that is {share}."
        case LoadKind.BODY_WEIGHT:
            return f"Nothing added: your own body alone is {share}."
        case LoadKind.ASSISTED:
            return f"{_put_on(row)}: what is left of your own weight is {share}."
        case _:
            return f"{row.load} is {share}."


def _put_on(row: Figures) -> str:
    match row.load_kind:
        case LoadKind.BODY_WEIGHT:
            return f"{row.load} added" if row.load else "Nothing added"
        case LoadKind.ASSISTED:
            return f"{row.load} of help" if row.load else "No help"
        case _:
            return row.load


def _for_reps(row: Figures) -> str:
    return "this set" if row.reps is None else _count(row.reps, "repetition")


def _band(row: Figures) -> str:
    if row.timed or row.reps is None:
        return "Choose a band with which you keep good form to the end."
    left = max(round(row.rir or 0), 0)
    if not left:
        return f"Choose the band with which {_count(row.reps, 'repetition')} are all that you can do."
    total = row.reps + left
    return f"Choose the band with which you could do about {total} repetitions, and stop after {row.reps}."


def _find_weight(row: Figures) -> str:
    if row.timed:
        return "Choose a weight with which you keep good form to the end."
    if row.manages is None:
        return f"Find the weight on the day: one that makes {_for_reps(row)} as hard as described here."
    ask = {
        LoadKind.BODY_WEIGHT: "add as much, or as little, as lets you do about",
        LoadKind.ASSISTED: "take as much help as lets you do about",
    }.get(row.load_kind, "one that you could lift about")
    stop = "" if row.all_out or row.reps is None else f", and stop after {row.reps}"
    unknown = "Your best lift is not known yet, so find the weight on the day"
    return f"{unknown}: {ask} {_times(row.manages)}{stop}."


def _reps(row: Figures) -> str:
    if row.timed:
        if row.seconds is None:
            return "What counts here is the distance, covered in good form."
        return f"{_duration(row.seconds)} in good form: what counts here is the time."
    if row.reps is None:
        return "No number here: stop while your form is good."
    low, high = USUAL_REPS[row.goal]
    if row.reps_high is not None and row.reps_high > row.reps:
        return (
            f"{row.reps} to {row.reps_high} repetitions: begin with {row.reps}, and when {row.reps_high} go "
            "well in every set, it is time for more weight."
        )
    text = _count(row.reps, "repetition")
    if row.goal is Goal.HYPERTROPHY:
        if row.reps < low:
            return f"{text}: fewer than usual to build muscle, so that the weight can be heavier."
        if row.reps > high:
            return f"{text}: more than usual to build muscle; what counts is that the last ones are hard."
        return f"{text}: enough to tire the muscle, and it is hard sets that make it grow."
    if row.reps > high:
        return f"{text}: more than usual for strength, with less weight, so that you learn the lift."
    return f"{text}: few, so that the weight can be heavy and each one strong and clean."


def _rir(row: Figures) -> str:
    if row.timed:
        return "There are no repetitions to count here: stop when your form goes."
    if row.rir is None:
        return "No number here: stop while your form is good."
    if row.all_out:
        if row.manages is None:
            return "All-out: go to the last good repetition."
        average = f"on average people manage about {_count(row.manages, 'repetition')} with this weight"
        return f"All-out: {average}, so it is fine if you don't finish every set."
    left = round(row.rir)
    if left == 0:
        return "Go to the last good repetition, and stop before one fails."
    stop = f"Stop with about {_count(left, 'repetition')} left in you"
    if left >= MANY_LEFT:
        return f"{stop}: this is meant to feel easy."
    return f"{stop}: {NOT_TO_FAILURE[row.goal]}."


def _sets(row: Figures) -> str:
    text = _count(row.sets, "set")
    if row.sets == 1:
        return f"{text}: on average a single hard set already does much of the work."
    if row.goal is Goal.HYPERTROPHY:
        return f"{text}: on average more sets build more muscle, up to a point."
    return f"{text}: strength is also practice, and several short sets keep every repetition good."


def _rest(row: Figures) -> str:
    if not row.rest_seconds:
        return "No rest: the next exercise follows at once."
    text = f"Rest {_duration(row.rest_seconds)}"
    if row.timed:
        return f"{text}, and start again when you feel fresh."
    short = row.rest_seconds < SHORT_REST[row.goal]
    if row.goal is Goal.HYPERTROPHY:
        if short:
            return f"{text}: short, to save time. Take more if the next set suffers."
        return f"{text}, longer if you need it: on average more rest costs no growth."
    if short:
        return f"{text}: short for heavy work. Take more if the next set suffers."
    return f"{text}: heavy sets need it, and after a long rest people lift more on average."


def _tempo(row: Figures) -> str:
    if row.timed:
        return "No speed to keep here: stay steady and breathe."
    digits = [digit for digit in row.tempo.upper() if digit.isdigit() or digit == "X"]
    if not row.tempo:
        return "No fixed speed: lower under control, lift firmly."
    if len(digits) != 4:
        return f"Move at this speed: {row.tempo}."
    down, low, up, top = digits
    steps = [
        _step(down, "lower for", fast="let yourself down fast"),
        _step(low, "pause for"),
        _step(up, "lift for", fast="lift as fast as you can control"),
        _step(top, "pause at the top for"),
    ]
    said = ", ".join(filter(None, steps)) or "move without a pause"
    why = "trying to be fast trains strength" if up == "X" else "control keeps the work in the muscle"
    return f"{said}: {why}."


def _step(digit: str, words: str, *, fast: str = "") -> str:
    return fast if digit == "X" else "" if digit == "0" else f"{words} {_seconds(int(digit))}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _seconds(number: int) -> str:
    return _count(number, "second")


def _duration(seconds: int) -> str:
    """Seconds up to a minute and a half, then minutes: 60 seconds, 2 minutes, 2½ minutes."""
    if seconds <= 90:
        return _seconds(seconds)
    halves = floor(seconds / 30 + 0.5)
    about = "" if seconds % 30 == 0 else "about "
    whole, half = divmod(halves, 2)
    return f"{about}{whole}{'½' if half else ''} minutes"


_SENTENCES = {
    Field.INTENSITY: _intensity,
    Field.LOAD: _load,
    Field.REPS: _reps,
    Field.RIR: _rir,
    Field.SETS: _sets,
    Field.REST: _rest,
    Field.TEMPO: _tempo,
}
