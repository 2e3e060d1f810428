"""What a trainer types of a progression: the parameters of one scheme, and its easier weeks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django import forms

from programs.prescription import (
    SCHEMES,
    ImpossibleValueError,
    LinearLoad,
    PlannedDeload,
    Scheme,
    StepUnit,
    over_phases,
)
from programs.prescription.periodization import Block, LinearPeriodization
from web.fields import NumberField

ORDER = (
    *("linear_load", "double_progression", "rep_progression", "set_progression", "rir_taper"),
    *("heavy_light_medium", "daily_undulating", "wave", "linear_periodization", "block", "planned_deload"),
)
UNITS = [(StepUnit.PERCENT, "% of the 1RM"), (StepUnit.KG, "kg"), (StepUnit.LB, "lb")]
EASIER = "Easier weeks"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a scheme as a field; `help` says what an empty one means, where it may be empty."""

    name: str
    label: str
    help: str = ""
    optional: bool = False


_STEP = (Parameter("step", "Step a week"), Parameter("unit", "Step in"))
PARAMETERS: dict[str, tuple[Parameter, ...]] = {
    "linear_load": _STEP,
    "double_progression": (
        Parameter("reps_low", "Lowest reps", "Empty: the goal’s own range", True),
        Parameter("reps_high", "Highest reps", "", True),
        Parameter("reps_step", "Reps a week"),
        Parameter("step", "Step of the load"),
        Parameter("unit", "Step in"),
    ),
    "rep_progression": (
        Parameter("step", "Reps a week"),
        Parameter("most", "Most reps", "Empty: the most that the goal allows", True),
        Parameter("seconds", "Seconds a week", "For timed sets"),
    ),
    "set_progression": (Parameter("step", "Sets a week"), Parameter("most", "Most sets")),
    "rir_taper": (Parameter("first", "In reserve, week 1"), Parameter("last", "In reserve, last week")),
    "heavy_light_medium": (
        Parameter("light", "Light day, %"),
        Parameter("medium", "Medium day, %"),
        Parameter("weekly-step", "Heavy day’s step a week", "Empty: it stays", True),
        Parameter("weekly-unit", "Step in"),
    ),
    "daily_undulating": (),
    "wave": (
        Parameter("training_max", "Training max, % of the 1RM"),
        Parameter("rise", "Rise after each wave"),
        Parameter("unit", "Rise in"),
        Parameter("deload", "Every fourth week is a deload"),
    ),
    "linear_periodization": (
        Parameter("hypertrophy", "Hypertrophy, weeks"),
        Parameter("strength", "Strength, weeks"),
        Parameter("peak", "Peak, weeks"),
    ),
    "block": (
        Parameter("accumulation", "Accumulation, weeks"),
        Parameter("intensification", "Intensification, weeks"),
        Parameter("peak", "Peak, weeks"),
    ),
    "planned_deload": (),
}
EASE = (
    Parameter("every", "Every so many weeks", "Empty: none in between", True),
    Parameter("at_end", "The last week too"),
    Parameter("sets", "Sets left, %"),
    Parameter("intensity", "Load left, %"),
)
OVER_PHASES = "over_phases"
EASES_ITSELF = "wave"


def phases_apart(key: str) -> bool:
    """Whether a scheme can be spread over the phases of a program."""
    return issubclass(SCHEMES[key], LinearPeriodization | Block)


class SchemeForm(forms.Form):
    """One scheme's parameters. `phases`: how many phases it could be spread over."""

    def __init__(self, data: Any = None, *, key: str, now: Scheme | None = None, phases: int = 1) -> None:
        self.key, self.eases = key, key != EASES_ITSELF
        super().__init__(data, initial=_initial(key, now))
        for parameter in PARAMETERS[key]:
            self.fields[parameter.name] = _field(parameter, _default(SCHEMES[key], parameter.name))
        if self.eases:
            for parameter in EASE:
                field = _field(parameter, _default(PlannedDeload, parameter.name))
                self.fields[f"ease-{parameter.name}"] = field
        if phases > 1 and phases_apart(key):
            label = f"Spread it over all {phases} phases, one emphasis after the other"
            self.fields[OVER_PHASES] = forms.BooleanField(required=False, label=label, widget=_switch())
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-describedby": f"problem-{name}"}
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    @property
    def own(self) -> Iterable[forms.BoundField]:
        return [self[parameter.name] for parameter in PARAMETERS[self.key]]

    @property
    def easier(self) -> Iterable[forms.BoundField]:
        return [self[f"ease-{parameter.name}"] for parameter in EASE] if self.eases else []

    @property
    def spreads(self) -> bool:
        return bool(self.cleaned_data.get(OVER_PHASES))

    def clean(self) -> dict[str, Any]:
        """Make the scheme; what the engine refuses stands beside the field that it is about."""
        given = {p.name: self.cleaned_data.get(p.name) for p in PARAMETERS[self.key]}
        if not self.errors:
            self.scheme = self._made(given)
        return self.cleaned_data

    def _made(self, given: dict[str, Any]) -> Scheme | None:
        names = list(given)
        if self.key == "heavy_light_medium":
            given, names = self._with_weekly(given), ["light", "medium"]
        inner = None
        if self.key != "planned_deload":
            inner = self._checked(SCHEMES[self.key], given, names, prefix="")
        ease = {p.name: self.cleaned_data.get(f"ease-{p.name}") for p in EASE} if self.eases else {}
        wanted = ease.get("every") is not None or ease.get("at_end") or self.key == "planned_deload"
        if self.errors or not wanted:
            return inner
        return self._checked(PlannedDeload, {"progression": inner, **ease}, list(ease), prefix="ease-")

    def _with_weekly(self, given: dict[str, Any]) -> dict[str, Any]:
        step, unit = given.pop("weekly-step"), given.pop("weekly-unit")
        if step is not None:
            try:
                given["weekly"] = LinearLoad(step, unit)
            except ImpossibleValueError as problem:
                self.add_error("weekly-step", str(problem))
        return given

    def _checked(
        self, kind: type[Scheme], given: Mapping[str, Any], names: list[str], *, prefix: str
    ) -> Scheme | None:
        """The scheme, or its problem beside the one field that causes it, else beside the last of them."""
        try:
            return kind(**given)
        except ImpossibleValueError as problem:
            text, alone = str(problem), False
        pair = () if given.get("reps_low") is None else ("reps_low", "reps_high")
        for name in names:
            if name in pair or given[name] is None or name == "at_end":
                continue
            try:
                kind(**{name: given[name]} | ({"unit": given["unit"]} if "unit" in given else {}))
            except ImpossibleValueError as problem:
                self.add_error(f"{prefix}{name}", str(problem))
                alone = True
        if not alone:
            self.add_error(_last_of(kind, given, names, prefix), text)
        return None

    def parts(self, phases: int) -> tuple[Scheme, ...]:
        """The scheme of each of so many phases: the same, or the emphases one after the other."""
        scheme = self.scheme
        assert scheme is not None
        ease = scheme if isinstance(scheme, PlannedDeload) else None
        inner = ease.progression if ease else scheme
        if not self.spreads or not isinstance(inner, LinearPeriodization | Block):
            return (scheme,) * phases
        return tuple(_eased_as(ease, part) for part in over_phases(inner, phases))


def _last_of(kind: type[Scheme], given: Mapping[str, Any], names: list[str], prefix: str) -> str:
    """The field beside which a problem of several stands."""
    if kind is PlannedDeload:
        return f"{prefix}every"
    if "reps_low" in names:
        return "reps_low" if given["reps_low"] is None else "reps_high"
    return names[-1]


def _eased_as(ease: PlannedDeload | None, part: Scheme) -> Scheme:
    if ease is None:
        return part
    return PlannedDeload(part, ease.every, ease.at_end, ease.sets, ease.intensity)


def _switch() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-check-input"})


def _field(parameter: Parameter, default: Any) -> forms.Field:
    common: dict[str, Any] = {"label": parameter.label, "help_text": parameter.help}
    if isinstance(default, bool):
        return forms.BooleanField(required=False, widget=_switch(), **common)
    if isinstance(default, StepUnit):
        choices = forms.Select(attrs={"class": "form-select"})
        return forms.ChoiceField(choices=UNITS, widget=choices, **common)
    number = NumberField(required=not parameter.optional, max_digits=10, **common)
    number.widget.attrs |= {"class": "form-control", "maxlength": "12"}
    return number


def _default(kind: type[Scheme], name: str) -> Any:
    if name.startswith("weekly-"):
        return _default(LinearLoad, name.removeprefix("weekly-"))
    return next(field.default for field in fields(kind) if field.name == name)


def _initial(key: str, now: Scheme | None) -> dict[str, Any]:
    """What stands in the fields first: the scheme at work, where it is of this kind, else defaults."""
    ease = now if isinstance(now, PlannedDeload) else None
    inner = ease.progression if ease else now
    found: dict[str, Any] = {}
    of_kind = inner if isinstance(inner, SCHEMES[key]) else None
    for parameter in PARAMETERS[key]:
        source = of_kind
        name = parameter.name
        if name.startswith("weekly-"):
            source, name = getattr(of_kind, "weekly", None), name.removeprefix("weekly-")
        if source is not None:
            found[parameter.name] = _shown(getattr(source, name))
        elif name != "step" or not parameter.optional:
            found[parameter.name] = _shown(_default(SCHEMES[key], parameter.name))
    alone = key == "planned_deload"
    shown = ease if ease is not None and (of_kind is not None or alone) else None
    for parameter in EASE:
        value = getattr(shown, parameter.name) if shown else _default(PlannedDeload, parameter.name)
        if parameter.name == "every" and shown is None and not alone:
            value = None
        found[f"ease-{parameter.name}"] = _shown(value)
    return found


def _shown(value: Any) -> Any:
    if isinstance(value, StepUnit):
        return value.value
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value
