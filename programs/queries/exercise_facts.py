"""What is known of an exercise, in words that a trainer would use."""

from collections.abc import Iterable

from programs.models import Exercise, LoadKind, Measure, Mechanics
from programs.prescription import Curve
from programs.prescription.curves import reps_to_failure
from trainer.models import BodyRegion, Implement
from web.numbers import show

NAMES: dict[str, str] = {
    **dict(Implement.choices),
    Implement.MACHINE: "Machine",
    Implement.PLATE: "Plates",
    "body_weight": "Body weight",
    "none": "Nothing",
}
COMPARED_AT = 80.0  # % of the 1RM
STUDY = "(Nuzzo et al. 2024)"
CURVE_NAMES = {Curve.GENERAL: "General", Curve.BENCH_PRESS: "Bench press", Curve.LEG_PRESS: "Leg press"}


def name_of(key: str) -> str:
    """A word of the vocabulary as people read it: "Front delts"."""
    return NAMES.get(key) or key.replace("_", " ").capitalize()


def listed(keys: Iterable[str]) -> str:
    """Several of them in a sentence: "Barbell, pull-up bar, EZ bar"."""
    names = [name_of(key) for key in keys]
    return ", ".join(names[:1] + [_inside(name) for name in names[1:]])


def _inside(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def facts_of(exercise: Exercise, *, mark: str = ".") -> list[tuple[str, str]]:
    """All facts that are known, each under its name."""
    facts = [
        ("Movement", f"{name_of(exercise.pattern)}, {_inside(exercise.get_mechanics_display())}"),
        ("Trains", listed(exercise.primary_muscles)),
        ("Helps", listed(exercise.secondary_muscles)),
        ("Needs", listed(sorted(exercise.equipment)) or "Nothing"),
        ("Load", load_words(exercise, mark=mark)),
        ("Counted in", exercise.get_measure_display() + (", each side" if exercise.unilateral else "")),
        ("Repetitions", curve_words(exercise, mark=mark)),
        ("1RM test", max_test_words(exercise)),
        ("Stresses", ", ".join(_regions(exercise.stresses))),
        ("Also called", ", ".join(exercise.aliases)),
    ]
    return [(name, text) for name, text in facts if text]


def _regions(keys: Iterable[str]) -> list[str]:
    names = [BodyRegion(key).label for key in keys]
    return names[:1] + [_inside(name) for name in names[1:]]


def load_words(exercise: Exercise, *, mark: str = ".") -> str:
    """What is lifted, and what of it is prescribed."""
    share = f"{show(exercise.body_weight_share * 100, mark=mark)} % of the body weight"
    match exercise.load_kind:
        case LoadKind.EXTERNAL:
            hands = ": the number is what one hand holds" if exercise.loaded_with == "dumbbell" else ""
            return f"{name_of(exercise.loaded_with)}{hands}"
        case LoadKind.BODY_WEIGHT:
            return f"{share}, plus the weight that is added"
        case LoadKind.ASSISTED:
            return f"{share}, minus the help"
        case LoadKind.BAND:
            return "A band: repetitions and reserve are prescribed, no weight"
        case _:
            return "None that counts: repetitions and reserve are prescribed"


def _has_curve(exercise: Exercise) -> bool:
    loaded = exercise.load_kind in (LoadKind.EXTERNAL, LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
    return loaded and exercise.measure == Measure.REPS


def curve_words(exercise: Exercise, *, mark: str = ".") -> str:
    """How repetitions fall with weight here, against most exercises; empty without a measurable load."""
    if not _has_curve(exercise):
        return ""
    curve = Curve(exercise.curve)
    here, usual = (_reps_at(one, mark) for one in (curve, Curve.GENERAL))
    at = f"at {show(COMPARED_AT, mark=mark)} % of the 1RM people fail after {here} on average"
    if curve is Curve.GENERAL:
        return f"General curve, because this exercise was not studied by itself: {at} {STUDY}"
    why = "presses of this kind were studied by themselves"
    return f"{CURVE_NAMES[curve]} curve, because {why}: {at}, on most exercises after {usual} {STUDY}"


def _reps_at(curve: Curve, mark: str) -> str:
    mean = reps_to_failure(curve, COMPARED_AT)
    assert mean is not None  # every curve reaches from 45 to 95 %
    return show(round(mean, 1), mark=mark)


def max_test_words(exercise: Exercise) -> str:
    """Whether one all-out repetition is a sensible test, and why not."""
    if not _has_curve(exercise):
        return "None: there is no weight to measure"
    if exercise.suits_max_test:
        return "Suits a tested single, once the technique is steady"
    why = "form breaks down before strength does"
    if exercise.mechanics == Mechanics.ISOLATION:
        why = "a single would load one joint more than it would tell"
    return f"A poor test: {why}. Estimate it from a set of 6 to 10 repetitions"
