"""The answer to *why* for every number of a row: rule, inputs, formula, source, certainty, conflict."""

from dataclasses import dataclass

from programs.prescription.curves import falls_back, percent_for
from programs.prescription.effect import Effect, effect_of, reps_at, rir_at
from programs.prescription.findings import CURVE_NAMES, shown
from programs.prescription.goals import Start, rest_for, start_of
from programs.prescription.lift import Lift
from programs.prescription.loads import Fit, part_of, tidy
from programs.prescription.sources import SOURCES, Certainty
from programs.prescription.targets import Targets
from programs.prescription.words import Field, Goal, LoadKind, Method

SETS_CONFLICT = (
    "The article's text says that strength takes fewer sets than hypertrophy; its chart gives strength 5 and "
    "hypertrophy 4. The chart stands. Five sets at 90 % are beyond most people."
)
REST_CONFLICT = (
    "Short rests for size rest on an outdated reason: 90 s and more do no harm, under 60 s may cost a little "
    "(Schoenfeld 2016, Singer 2024). The article's range stays."
)
CHART_CONFLICT = (
    "The chart is about one all-out set: on average people fail at 9.75 repetitions at 80 % and at 4.94 at "
    "90 %. NSCA's table allows 8 and 4."
)
FAILURE_CONFLICT = "Failure is not required (Refalo 2023, Robinson 2024, ACSM 2026)."
LEG_PRESS_CONFLICT = "Beyond 95 % the leg press has no data of its own: the general curve answers."

# Whose findings each conflict weighs, as keys of SOURCES.
CONFLICT_SOURCES = {
    SETS_CONFLICT: ("article",),
    REST_CONFLICT: ("article", "schoenfeld_2016", "singer_2024"),
    CHART_CONFLICT: ("article", "nuzzo_2024", "nsca_2016"),
    FAILURE_CONFLICT: ("refalo_2023", "robinson_2024", "acsm_2026"),
    LEG_PRESS_CONFLICT: ("nuzzo_2024",),
}

Inputs = tuple[tuple[str, str], ...]  # name, value


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a number is what it is. `source` is a key of SOURCES; `conflict` says where evidence disagrees."""

    rule: str
    inputs: Inputs
    formula: str
    source: str
    certainty: Certainty
    conflict: str | None = None


def why(targets: Targets, lift: Lift, field: Field, *, edited: Field | None = None) -> Reason:
    """Why a field has the value that `prescribe` shows for the same arguments.

    Raises ValueError for a field that this lift doesn't have.
    """
    effect, begin = effect_of(targets, lift, edited), start_of(targets.goal, lift)
    pinned = " It is pinned." if field in targets.pins else ""
    match field:
        case Field.INTENSITY:
            return _intensity(targets, lift, effect, begin, pinned)
        case Field.LOAD:
            return _load(targets, lift, effect, pinned)
        case Field.REPS:
            return _reps(targets, lift, effect, begin, pinned)
        case Field.RIR:
            return _rir(targets, lift, effect, begin, pinned)
        case Field.SETS:
            if targets.sets != begin.sets:
                return _typed(field, str(targets.sets), pinned)
            conflict = SETS_CONFLICT if _chart_strength(targets, lift) else None
            return _start(targets, lift, f"{begin.sets} sets", pinned, conflict)
        case Field.REST:
            return _rest(targets, lift, begin, pinned)
        case Field.TEMPO:
            if targets.tempo != begin.tempo:
                return _typed(field, targets.tempo or "none", pinned)
            rule = "Lower under control; strength lifts as fast as control allows." + pinned
            return _reason(rule, (("tempo", targets.tempo),), "goal -> tempo", "setwise")


def _reason(rule: str, inputs: Inputs, formula: str, source: str, conflict: str | None = None) -> Reason:
    return Reason(rule, inputs, formula, source, SOURCES[source].certainty, conflict)


def _typed(field: Field, value: str, pinned: str) -> Reason:
    return _reason("The trainer's own number." + pinned, ((field, value),), "as typed", "trainer")


def _chart_strength(targets: Targets, lift: Lift) -> bool:
    return lift.method is Method.CHART and targets.goal is Goal.STRENGTH


def _start(targets: Targets, lift: Lift, value: str, pinned: str, conflict: str | None = None) -> Reason:
    if lift.method is Method.CHART:
        rule, source = f"The chart's start for {targets.goal}.", "article"
    else:
        rule, source = f"The start for {targets.goal} with repetitions in reserve, our judgement.", "setwise"
    inputs: Inputs = (("goal", targets.goal), ("method", lift.method))
    if lift.method is Method.RESERVE:
        inputs += (("kind", lift.kind), ("experience", lift.experience))
    return _reason(rule + pinned, inputs, f"goal and method -> {value}", source, conflict)


def _near(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) < 1e-6


def _intensity_follows(targets: Targets, lift: Lift) -> bool:
    """Whether the target intensity is what the curve gives for the repetitions and RIR."""
    if targets.reps is None or targets.rir is None:
        return False
    return _near(targets.intensity, percent_for(lift.curve, targets.reps + targets.rir))


def _rir_gave(targets: Targets, effect: Effect) -> bool:
    """Whether RIR was computed: two pins hold the rest, the load moved, or it is no typed tenth."""
    if Field.RIR in targets.pins or effect.rir is None:
        return False
    if Field.REPS in targets.pins and targets.pins & {Field.INTENSITY, Field.LOAD}:
        return True
    return not _near(effect.rir * 10, round(effect.rir * 10))


def _intensity(targets: Targets, lift: Lift, effect: Effect, begin: Start, pinned: str) -> Reason:
    if not lift.has_curve:
        raise ValueError("This lift has no percentage.")
    target = targets.intensity
    if effect.load is not None and lift.one_rm is not None and effect.intensity != target:
        rule = "The load that is taken, as a share of the 1RM." + pinned
        inputs: Inputs = (
            ("load", f"{tidy(effect.load)} {lift.unit}"),
            ("1RM", f"{tidy(lift.one_rm)} {lift.unit}"),
            ("target", "none" if target is None else f"{shown(target, 2)} %"),
        )
        return _reason(rule, inputs, f"load / 1RM = {shown(effect.intensity or 0, 2)} %", "arithmetic")
    if target is None:
        rule = "The curve has no percentage for these repetitions." + pinned
        return _reason(rule, (("curve", CURVE_NAMES[lift.curve]),), "none", "nuzzo_2024")
    if lift.method is Method.CHART and _near(target, begin.intensity):
        return _start(targets, lift, f"{shown(target)} %", pinned, CHART_CONFLICT)
    if targets.load is not None and lift.one_rm is not None:
        inputs = (("load", f"{tidy(targets.load)} {lift.unit}"), ("1RM", f"{tidy(lift.one_rm)} {lift.unit}"))
        rule = "The typed load, as a share of the 1RM." + pinned
        return _reason(rule, inputs, f"load / 1RM = {shown(target, 2)} %", "arithmetic")
    if targets.reps is not None and targets.rir is not None:
        total = targets.reps + targets.rir
        if _near(target, percent_for(lift.curve, total)):
            inputs = (
                ("reps", str(targets.reps)),
                ("RIR", shown(targets.rir, 2)),
                ("curve", CURVE_NAMES[lift.curve]),
            )
            rule = (
                "The percentage at which people fail after these repetitions and those in reserve." + pinned
            )
            conflict = None
            if falls_back(lift.curve, target, total):
                conflict = LEG_PRESS_CONFLICT
            formula = f"inverse({shown(total, 2)}) = {shown(target, 2)} %"
            return _reason(rule, inputs, formula, "nuzzo_2024", conflict)
    return _typed(Field.INTENSITY, f"{shown(target, 2)} %", pinned)


def _load(targets: Targets, lift: Lift, effect: Effect, pinned: str) -> Reason:
    if not lift.takes_load:
        raise ValueError("This lift has no load.")
    if targets.load is not None:
        return _typed(Field.LOAD, f"{tidy(targets.load)} {lift.unit}", pinned)
    if effect.load is None or effect.exact is None or lift.one_rm is None:
        rule = "There is no 1RM yet: the first logged working sets will propose one." + pinned
        return _reason(rule, (), "1RM x intensity", "arithmetic")
    inputs = [
        ("1RM", f"{tidy(lift.one_rm)} {lift.unit}"),
        ("intensity", f"{shown(targets.intensity or 0, 2)} %"),
        ("exact load", f"{tidy(effect.exact)} {lift.unit}"),
    ]
    formula = f"1RM x intensity = {tidy(effect.exact)} {lift.unit}"
    if lift.load_kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED):
        inputs.append(("body weight share", f"{tidy(lift.body_part)} {lift.unit}"))
        name = "added" if lift.load_kind is LoadKind.BODY_WEIGHT else "assistance"
        formula += f", {name} {tidy(part_of(effect.load, lift))} {lift.unit}"
    if effect.load == effect.exact:
        return _reason("The 1RM times the target intensity." + pinned, tuple(inputs), formula, "arithmetic")
    rule = {
        Fit.REACHED: "The nearest load that can be built, halves up, at most 2.5 % of the 1RM upward.",
        Fit.BELOW_LIGHTEST: "The lightest load there is.",
        Fit.ABOVE_HEAVIEST: "The heaviest load there is.",
    }[effect.fit]
    return _reason(rule + pinned, tuple(inputs), f"{formula} -> {tidy(effect.load)} {lift.unit}", "setwise")


def _reps(targets: Targets, lift: Lift, effect: Effect, begin: Start, pinned: str) -> Reason:
    if lift.timed:
        return _typed(Field.REPS, f"{targets.seconds} s", pinned)
    rir = targets.rir
    if not effect.moved and targets.reps == begin.reps and targets.reps_high is None:
        return _start(targets, lift, f"{begin.reps} repetitions", pinned)
    drives = not effect.moved and (Field.REPS in targets.pins or _intensity_follows(targets, lift))
    if drives or not lift.has_curve or rir is None:
        return _typed(Field.REPS, str(effect.reps), pinned)
    if effect.reps == reps_at(lift.curve, effect.intensity, rir):
        inputs = (("intensity", f"{shown(effect.intensity or 0, 2)} %"), ("RIR", shown(rir, 2)))
        at = f"curve({shown(effect.intensity or 0, 2)} %)"
        formula = f"nearest whole of {at} - {shown(rir, 2)} = {effect.reps}"
        rule = "The repetitions to failure at this intensity, less those in reserve." + pinned
        return _reason(rule, inputs, formula, "nuzzo_2024")
    return _typed(Field.REPS, str(effect.reps), pinned)


def _rir(targets: Targets, lift: Lift, effect: Effect, begin: Start, pinned: str) -> Reason:
    if lift.timed:
        raise ValueError("A timed set has no repetitions in reserve.")
    if not effect.moved and _near(targets.rir, begin.rir):
        if lift.method is Method.CHART:
            rule = "The effort that the chart implies on this curve; below zero means all-out." + pinned
            inputs: Inputs = (("curve", CURVE_NAMES[lift.curve]), ("goal", targets.goal))
            formula = f"curve(chart %) - chart reps = {shown(begin.rir, 2)}"
            return _reason(rule, inputs, formula, "nuzzo_2024", CHART_CONFLICT)
        return _start(targets, lift, f"{shown(begin.rir)} in reserve", pinned, FAILURE_CONFLICT)
    computed = rir_at(lift.curve, effect.intensity, effect.reps) if lift.has_curve else None
    if _near(effect.rir, computed) and _rir_gave(targets, effect):
        inputs = (("intensity", f"{shown(effect.intensity or 0, 2)} %"), ("reps", str(effect.reps)))
        formula = f"curve({shown(effect.intensity or 0, 2)} %) - {effect.reps} = {shown(effect.rir or 0, 2)}"
        rule = "What these repetitions leave in reserve at this intensity." + pinned
        return _reason(rule, inputs, formula, "nuzzo_2024")
    if effect.rir is None:
        return _reason("The curve has no answer here.", (), "none", "nuzzo_2024")
    return _typed(Field.RIR, shown(effect.rir, 2), pinned)


def _rest(targets: Targets, lift: Lift, begin: Start, pinned: str) -> Reason:
    conflict = REST_CONFLICT if targets.goal is Goal.HYPERTROPHY else None
    at = targets.intensity
    if at is not None and targets.rest_seconds == rest_for(targets.goal, begin, at):
        rule = (
            "Rest follows the target intensity: 60 s up to 80 %, 90 s at 85 %."
            if targets.goal is Goal.HYPERTROPHY
            else "Rest follows the target intensity: 180 s up to 90 %, 300 s at 100 %."
        )
        inputs = (("target intensity", f"{shown(at, 2)} %"), ("start", f"{begin.rest_seconds} s"))
        formula = f"rule({shown(at, 2)} %), to 5 s = {targets.rest_seconds} s"
        return _reason(rule + pinned, inputs, formula, "article", conflict)
    if targets.rest_seconds == begin.rest_seconds:
        return _start(targets, lift, f"{begin.rest_seconds} s", pinned, conflict)
    return _typed(Field.REST, f"{targets.rest_seconds} s", pinned)
