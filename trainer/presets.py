"""Usual sets of equipment, with the loads that they usually come in, in kg and in lb.

A start to correct, not a claim about any gym: every number can be edited afterwards. Own
weights are of the commonest adult sizes: an Olympic bar has 20 kg (sold as 45 lb), an EZ bar
about 10 kg (20 lb), a trap bar about 25 kg (55 lb). The guided bar of a Smith machine is partly
counterbalanced and differs most between makers.

The step of a bar is its smallest pair of plates: two of 1.25 kg, or two of 2.5 lb. Kettlebells
come in steps of 4 kg; the makers' pound sizes are the same weights rounded to whole pounds.
"""

from decimal import Decimal

from django.db import models

from trainer.loads import Loads
from trainer.models import Implement
from web.rows import Unit


class Preset(models.TextChoices):
    COMMERCIAL_GYM = "commercial_gym", "Commercial gym"
    GARAGE_GYM = "garage_gym", "Garage gym"
    HOME_DUMBBELLS = "home_dumbbells", "Home dumbbells"
    BANDS = "bands", "Bands and body weight"
    BODY_WEIGHT = "body_weight", "Body weight only"


DESCRIPTIONS = {
    Preset.COMMERCIAL_GYM: "Bars, dumbbells, kettlebells, cables and machines.",
    Preset.GARAGE_GYM: "A barbell with plates, a rack, a bench and a pull-up bar.",
    Preset.HOME_DUMBBELLS: "Adjustable dumbbells, a bench and bands.",
    Preset.BANDS: "Resistance bands, no weights.",
    Preset.BODY_WEIGHT: "Nothing but the floor.",
}


def _d(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def _every(first: str, last: str, step: str) -> tuple[Decimal, ...]:
    start, stop, width = _d(first, last, step)
    return tuple(start + index * width for index in range(int((stop - start) / width) + 1))


# The pair of dumbbells is one load: each number is what one hand holds.
GYM_DUMBBELLS = {
    Unit.KG: _every("1", "10", "1") + _every("12.5", "50", "2.5"),
    Unit.LB: _d("3", "8", "12") + _every("5", "100", "5"),
}
ADJUSTABLE_DUMBBELLS = {Unit.KG: _every("2.5", "25", "2.5"), Unit.LB: _every("5", "50", "5")}
KETTLEBELLS = {
    Unit.KG: _every("8", "32", "4"),
    Unit.LB: _d("18", "26", "35", "44", "53", "62", "70"),
}

# (own weight, step, heaviest). For a cable or a machine the own weight is the first plate of its
# stack; for plates on a belt it is 0, because a set without any is one of the choices.
STEPS: dict[str, dict[str, tuple[str, str, str]]] = {
    Implement.BARBELL: {Unit.KG: ("20", "2.5", "220"), Unit.LB: ("45", "5", "495")},
    Implement.EZ_BAR: {Unit.KG: ("10", "2.5", "70"), Unit.LB: ("20", "5", "150")},
    Implement.TRAP_BAR: {Unit.KG: ("25", "2.5", "225"), Unit.LB: ("55", "5", "505")},
    Implement.SMITH_MACHINE: {Unit.KG: ("15", "2.5", "200"), Unit.LB: ("30", "5", "450")},
    Implement.CABLE: {Unit.KG: ("5", "5", "100"), Unit.LB: ("10", "10", "200")},
    Implement.MACHINE: {Unit.KG: ("5", "5", "150"), Unit.LB: ("10", "10", "300")},
    Implement.PLATE: {Unit.KG: ("0", "1.25", "50"), Unit.LB: ("0", "2.5", "100")},
}
# A bar at home is loaded with what one set of plates gives.
HOME_BAR = {Unit.KG: ("20", "2.5", "140"), Unit.LB: ("45", "5", "300")}

LISTS: dict[str, dict[Unit, tuple[Decimal, ...]]] = {
    Implement.DUMBBELL: GYM_DUMBBELLS,
    Implement.KETTLEBELL: KETTLEBELLS,
}


def usual_loads(implement: str, unit: str) -> Loads:
    """The loads that an implement usually comes in; without any for what carries no load."""
    if implement in LISTS:
        return Loads(implement, unit, loads=tuple(sorted(LISTS[implement][Unit(unit)])))
    if implement in STEPS:
        return _steps(implement, unit, STEPS[implement][Unit(unit)])
    return Loads(implement, unit)


def _steps(implement: str, unit: str, numbers: tuple[str, str, str]) -> Loads:
    own_weight, step, heaviest = _d(*numbers)
    return Loads(implement, unit, own_weight=own_weight, step=step, heaviest=heaviest)


def loads_of(preset: Preset, unit: str) -> tuple[Loads, ...]:
    """Everything that a preset puts on hand, in the order of `Implement`."""
    if preset is Preset.COMMERCIAL_GYM:
        return tuple(usual_loads(implement, unit) for implement in Implement if implement != Implement.SLED)
    if preset is Preset.GARAGE_GYM:
        return (
            _steps(Implement.BARBELL, unit, HOME_BAR[Unit(unit)]),
            usual_loads(Implement.PLATE, unit),
            Loads(Implement.RACK, unit),
            Loads(Implement.BENCH, unit),
            Loads(Implement.PULL_UP_BAR, unit),
        )
    if preset is Preset.HOME_DUMBBELLS:
        return (
            Loads(Implement.DUMBBELL, unit, loads=ADJUSTABLE_DUMBBELLS[Unit(unit)]),
            Loads(Implement.BENCH, unit),
            Loads(Implement.BAND, unit),
        )
    if preset is Preset.BANDS:
        return (Loads(Implement.BAND, unit),)
    return ()
