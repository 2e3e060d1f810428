"""What the trainer should know about one row. The week's and the program's findings are in `weeks.py`."""

from decimal import Decimal
from math import floor

from programs.prescription.curves import Spread, falls_back, percent_for, reps_to_failure
from programs.prescription.effect import Effect, heavier_offer
from programs.prescription.goals import limits
from programs.prescription.lift import Lift
from programs.prescription.loads import SNAP_LIMIT, Fit, tidy, total_of
from programs.prescription.problems import Caution, Finding, Mend, Note
from programs.prescription.targets import Targets
from programs.prescription.words import Curve, Experience, Field, Goal, Method, SetType

ALL_OUT_CHANCE = 0.60  # below this chance of finishing the first set, a set is called all-out
WHOLE_REP = 0.5 + 1e-6  # a difference that rounding to whole repetitions can't explain
# What means something for a warm-up, which is no hard set, and what a set to the last repetition means to be.
ABOUT_WARM_UPS = frozenset({"too_heavy_for_rack", "load_not_available"})
MEANT_TO_BE = frozenset({"all_out", "rest_below_range", "reps_outside_range", "pin_defeats_goal"})
CURVE_NAMES = {Curve.GENERAL: "general", Curve.BENCH_PRESS: "bench press", Curve.LEG_PRESS: "leg press"}


def row_findings(
    targets: Targets, lift: Lift, effect: Effect, spread: Spread | None, chance: float | None
) -> tuple[Finding, ...]:
    """All findings of one row: cautions first, then notes."""
    cautions = [
        *_all_out(targets, lift, effect, spread, chance),
        *_rest_below_range(targets, lift),
        *_outside_curve(lift, effect, spread),
        *_off_the_rack(lift, effect),
        *_about_the_max(lift),
        *_injured_region(lift),
    ]
    notes = [
        *_reps_outside_range(targets, lift, effect),
        *_foundation(targets, lift),
        *_load_snapped(targets, lift, effect),
        *_pins_disagree(targets, lift, effect),
        *_load_not_available(lift, effect),
        *_load_without_max(targets, lift),
        *_poor_max_lift(lift),
        *_curve_fallback(targets, lift, effect),
        *_spread_borrowed(lift, spread, effect),
    ]
    return (*cautions, *notes)


def shown(value: float, decimals: int = 1) -> str:
    """A number for a sentence, without needless zeros."""
    scale = 10**decimals
    rounded = floor(abs(value) * scale + 0.5 + 1e-9) / scale
    text = f"{rounded:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and rounded else text


def _all_out(
    targets: Targets, lift: Lift, effect: Effect, spread: Spread | None, chance: float | None
) -> list[Finding]:
    if chance is None or spread is None or chance >= ALL_OUT_CHANCE or effect.intensity is None:
        return []
    if lift.method is Method.CHART:
        mend = Mend("Start from repetitions in reserve instead of the chart.", "method", Method.RESERVE)
    else:
        mend = Mend("Leave 2 repetitions in reserve.", Field.RIR, "2")
    text = (
        f"On average people fail at {shown(spread.mean)} repetitions at {shown(effect.intensity)} %: "
        f"about {shown(chance * 100, 0)} in 100 finish the first set of {effect.reps}."
    )
    why = "Failure is not required for size or strength, and later sets of an all-out set fall short."
    return [Caution("all_out", text, Field.REPS, why, "nuzzo_2024", mend)]


def _rest_below_range(targets: Targets, lift: Lift) -> list[Finding]:
    low = limits(targets.goal, lift).rest_low
    if targets.rest_seconds >= low:
        return []
    text = f"{targets.rest_seconds} s of rest is below the {low} s that {targets.goal} asks for."
    if targets.goal is Goal.HYPERTROPHY:
        why, source = "Under 60 s of rest may cost a little growth.", "singer_2024"
    else:
        why, source = "Short rests cost repetitions or load in the next heavy set.", "grgic_2018"
    mend = Mend(f"Rest {low} s.", Field.REST, str(low))
    return [Caution("rest_below_range", text, Field.REST, why, source, mend)]


def _outside_curve(lift: Lift, effect: Effect, spread: Spread | None) -> list[Finding]:
    if not lift.has_curve or spread is not None:
        return []
    name = CURVE_NAMES[lift.curve]
    if effect.intensity is not None and effect.intensity > 100:
        text = f"{shown(effect.intensity)} % is more than the 1RM: no repetitions are known there."
    elif effect.intensity is not None:
        text = (
            f"The {name} curve has no repetitions at {shown(effect.intensity)} %: it does not reach so low."
        )
    else:
        text = f"The {name} curve has no percentage for so many repetitions."
    why = "Beyond the studied loads any number would be a guess."
    return [Caution("outside_curve", text, Field.INTENSITY, why, "nuzzo_2024")]


def _off_the_rack(lift: Lift, effect: Effect) -> list[Finding]:
    if effect.fit is Fit.REACHED or effect.load is None or effect.exact is None:
        return []
    load, exact = f"{tidy(effect.load)} {lift.unit}", f"{shown(float(effect.exact), 2)} {lift.unit}"
    if effect.fit is Fit.BELOW_LIGHTEST:
        text = f"The lightest load there is, {load}, is heavier than the {exact} prescribed."
    else:
        text = f"The prescribed {exact} is more than the heaviest load there is, {load}."
    why = "A load is taken from what the client has on hand."
    return [Caution("too_heavy_for_rack", text, Field.LOAD, why, "arithmetic")]


def _about_the_max(lift: Lift) -> list[Finding]:
    if not (lift.max_tested and lift.one_rm is not None and lift.experience is Experience.NOVICE):
        return []
    text = "This 1RM was tested by a novice."
    why = "A novice's test measures skill as much as strength, at a risk: estimate from 6 to 10 repetitions."
    return [Caution("novice_max_test", text, Field.LOAD, why, "nsca_2016")]


def _injured_region(lift: Lift) -> list[Finding]:
    if not lift.injured:
        return []
    regions = " and ".join(region.replace("_", " ") for region in lift.injured)
    text = f"This lift stresses {regions}, which the client has trouble with."
    why = "Choose another exercise, or lower the load until it is free of pain."
    return [Caution("injured_region", text, "exercise", why, "setwise")]


def _reps_outside_range(targets: Targets, lift: Lift, effect: Effect) -> list[Finding]:
    if effect.reps is None:
        return []
    allowed = limits(targets.goal, lift)
    low, high = allowed.reps_low, allowed.reps_high
    top = effect.reps
    if targets.reps_high is not None and targets.reps is not None:
        top += targets.reps_high - targets.reps
    if low <= effect.reps and top <= high:
        return []
    said = f"{effect.reps}" if top == effect.reps else f"{effect.reps}-{top}"
    text = f"{said} repetitions are outside {targets.goal}'s {low} to {high}."
    why = "The range is where the goal's evidence was gathered; work outside it still counts."
    found: list[Finding] = [Note("reps_outside_range", text, Field.REPS, why, "article")]
    pinned = next((field for field in (Field.LOAD, Field.INTENSITY) if field in targets.pins), None)
    if pinned is not None and Field.REPS not in targets.pins:
        text = f"The pinned {pinned} holds this row at {said}: {targets.goal} asks for {low} to {high}."
        why = "Pins win over the goal."
        mend = Mend(f"Unpin the {pinned}.", "unpin", pinned)
        found.append(Note("pin_defeats_goal", text, pinned, why, "setwise", mend))
    return found


def _foundation(targets: Targets, lift: Lift) -> list[Finding]:
    novice = lift.experience is Experience.NOVICE and lift.foundation is False
    return [before_foundation()] if novice and targets.goal is Goal.HYPERTROPHY else []


def before_foundation() -> Note:
    """A novice who begins with hypertrophy."""
    text = "This novice begins with hypertrophy."
    why = "A foundation of strength first makes later hypertrophy work heavier and safer."
    mend = Mend("Begin with some weeks of strength.", "goal", Goal.STRENGTH)
    return Note("hypertrophy_before_foundation", text, "goal", why, "setwise", mend)


def _load_snapped(targets: Targets, lift: Lift, effect: Effect) -> list[Finding]:
    """The load had to move far enough that repetitions (or the RIR) were computed again."""
    if not effect.moved or targets.load is not None or effect.load is None or effect.intensity is None:
        return []
    load, exact = tidy(effect.load), shown(float(effect.exact or effect.load), 2)
    text = f"{exact} {lift.unit} can't be built; {load} {lift.unit} is {shown(effect.intensity)} %"
    if effect.reps is None:
        text += "."
    elif effect.reps != targets.reps:
        text += f", so {effect.reps} repetitions instead of {targets.reps}."
    else:
        left = "an unknown number" if effect.rir is None else shown(max(effect.rir, 0.0))
        text += f", so {effect.reps} repetitions leave {left} in reserve."
    mend = None
    allowed = limits(targets.goal, lift)
    if effect.reps is not None and not allowed.reps_low <= effect.reps <= allowed.reps_high:
        offer = heavier_offer(targets, lift, effect)
        if offer is not None and allowed.reps_low <= offer[1] <= allowed.reps_high:
            heavier, reps = tidy(offer[0]), offer[1]
            text += f" {heavier} {lift.unit} x {reps} would stay inside {targets.goal}'s range."
            mend = Mend(f"Take {heavier} {lift.unit} for {reps}.", Field.LOAD, str(heavier))
    why = "The loads on hand are further apart than 2.5 % of the 1RM."
    return [Note("load_snapped", text, Field.LOAD, why, "setwise", mend)]


def _pins_disagree(targets: Targets, lift: Lift, effect: Effect) -> list[Finding]:
    """Pinned or typed numbers that cannot all be true at once; each stands as typed."""
    if not lift.has_curve:
        return []
    why = "What is pinned or typed stands, even where the curve says otherwise."
    exact = effect.exact
    if targets.load is not None and exact is not None and lift.one_rm is not None and effect.load is not None:
        if abs(effect.load - exact) > SNAP_LIMIT * lift.one_rm:
            asked = f"{shown(targets.intensity or 0)} % would be {shown(float(exact), 2)} {lift.unit}"
            stands = f"{tidy(effect.load)} {lift.unit}: that is {shown(effect.intensity or 0)} %"
            text = f"{asked}, but the load stands at {stands}."
            mend = Mend("Unpin the load.", "unpin", Field.LOAD) if Field.LOAD in targets.pins else None
            return [Note("pins_disagree", text, Field.LOAD, why, "arithmetic", mend)]
        return []
    if targets.intensity is None or effect.reps is None or effect.rir is None or effect.moved:
        return []
    mean = reps_to_failure(lift.curve, targets.intensity)
    total = effect.reps + effect.rir
    if mean is None or abs(mean - total) <= WHOLE_REP or (effect.reps == 1 and mean < total):
        return []
    if falls_back(lift.curve, targets.intensity, total):
        return []
    text = (
        f"At {shown(targets.intensity)} % people fail at {shown(mean)}: {effect.reps} repetitions leave "
        f"{shown(mean - effect.reps)}, not {shown(effect.rir)}."
    )
    return [Note("pins_disagree", text, Field.RIR, why, "nuzzo_2024")]


def _load_not_available(lift: Lift, effect: Effect) -> list[Finding]:
    if effect.available or effect.load is None:
        return []
    text = "The typed load can't be built from the loads on hand."
    why = "A typed load is never changed for you."
    return [Note("load_not_available", text, Field.LOAD, why, "setwise")]


def _load_without_max(targets: Targets, lift: Lift) -> list[Finding]:
    if targets.load is None or lift.one_rm is not None or not lift.has_curve:
        return []
    total = total_of(targets.load, lift)
    percent = None
    if targets.reps is not None and targets.rir is not None:
        percent = percent_for(lift.curve, targets.reps + targets.rir)
    if total is None or percent is None:
        text = "There is no 1RM for this lift: the load stands alone."
    else:
        implied = shown(float(total) * 100 / percent)
        text = (
            f"There is no 1RM for this lift; with these repetitions the load implies {implied} {lift.unit}."
        )
    why = "The first logged working sets will propose a 1RM."
    return [Note("load_without_max", text, Field.LOAD, why, "nuzzo_2024")]


def _poor_max_lift(lift: Lift) -> list[Finding]:
    if not lift.poor_max_test or lift.one_rm is None or lift.max_tested is False:
        return []
    text = "This lift is a poor 1RM test: estimate the 1RM from a set of 6 to 10 repetitions."
    why = "Form breaks down before strength does, as in the bent-over row."
    return [Note("poor_max_lift", text, Field.LOAD, why, "nsca_2016")]


def _curve_fallback(targets: Targets, lift: Lift, effect: Effect) -> list[Finding]:
    if not lift.has_curve or effect.intensity is None or targets.intensity is None:
        return []
    total = None
    if targets.reps is not None and targets.rir is not None:
        total = targets.reps + targets.rir
    if not (falls_back(lift.curve, effect.intensity) or falls_back(lift.curve, targets.intensity, total)):
        return []
    text = "The leg press curve ends at 95 % and 7 repetitions: beyond, the general curve answers."
    why = "No study gives leg press repetitions above 95 %."
    return [Note("curve_fallback", text, Field.INTENSITY, why, "nuzzo_2024")]


def _spread_borrowed(lift: Lift, spread: Spread | None, effect: Effect) -> list[Finding]:
    if spread is None or not spread.borrowed or effect.reps is None:
        return []
    text = f"No spread is published for the {CURVE_NAMES[lift.curve]} curve: the general one is used."
    why = "The chance of finishing a set needs a spread."
    return [Note("spread_borrowed", text, Field.REPS, why, "nuzzo_2024")]


def technique_first(before_load: Decimal | None, after_load: Decimal | None, lift: Lift) -> list[Finding]:
    """A load increase on a lift whose technique the trainer has not signed off yet."""
    if lift.signed_off or before_load is None or after_load is None or after_load <= before_load:
        return []
    text = "The load rises before the lift is signed off."
    why = "Technique comes first: sign the lift off, then add weight."
    return [
        Caution(
            "technique_first", text, Field.LOAD, why, "setwise", Mend("Sign the lift off.", "sign_off", "1")
        )
    ]


def worth_saying(set_type: SetType, code: str) -> bool:
    """Whether a finding about working sets means anything for sets of this type."""
    if set_type is SetType.WARM_UP:
        return code in ABOUT_WARM_UPS
    return set_type not in (SetType.DROP, SetType.AMRAP) or code not in MEANT_TO_BE
