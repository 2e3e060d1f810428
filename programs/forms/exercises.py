"""The form for a studio's own exercise."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.http import QueryDict

from programs.catalogue.words import (
    BODY_REGIONS,
    CURVES,
    EQUIPMENT,
    LOADED_WITH,
    MUSCLES,
    PATTERNS,
    WEIGHTS,
)
from programs.models import Exercise, LoadKind, Measure, Mechanics, Region
from programs.queries.exercise_facts import name_of
from trainer.models import Studio, User
from web.fields import NumberField

Choices = list[tuple[str, str]]
NAME_USED = "Your studio already has an exercise of this name."


def choices(words: tuple[str, ...]) -> Choices:
    return [(word, name_of(word)) for word in words]


class ManyWords(forms.MultipleChoiceField):
    """Several words of one vocabulary, as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, words: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(choices=choices(words), **kwargs)


class ExerciseForm(forms.Form):
    """All facts of an exercise, each with what it is for. `exercise` is the one that is changed."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, help_text="As it shall stand in programs.")
    aliases = forms.CharField(
        required=False,
        max_length=400,
        label="Other names",
        help_text="To find it by, separated by commas: rdl, stiff deadlift.",
    )
    cue = forms.CharField(
        required=False,
        max_length=160,
        help_text="One line for the client: what to do or feel, technique first.",
    )
    pattern = forms.ChoiceField(
        choices=[("", "Choose a pattern"), *choices(PATTERNS)],
        label="Movement pattern",
        help_text="Where it stands in lists.",
    )
    mechanics = forms.ChoiceField(
        choices=Mechanics, label="Kind", help_text="Isolations may go to more repetitions and rest less."
    )
    region = forms.ChoiceField(choices=Region, label="Part of the body")
    primary_muscles = ManyWords(
        MUSCLES,
        label="Trains",
        help_text="A set counts whole for these.",
        error_messages={"required": "Tick at least one muscle."},
    )
    secondary_muscles = ManyWords(
        MUSCLES, required=False, label="Helps", help_text="A set counts half for these."
    )
    stresses = ManyWords(
        BODY_REGIONS,
        required=False,
        label="Stresses",
        help_text="A client with a limit at one of these gets a caution.",
    )
    equipment = ManyWords(EQUIPMENT, required=False, help_text="Everything that it needs.")
    load_kind = forms.ChoiceField(choices=LoadKind, label="What is lifted")
    loaded_with = forms.ChoiceField(
        choices=[("", "Choose an implement"), *choices(LOADED_WITH)],
        required=False,
        help_text="Whose weight is prescribed; loads are snapped to what the client has of it.",
    )
    body_weight_share = NumberField(
        min_value=0,
        max_value=1,
        initial=0,
        max_digits=3,
        decimal_places=2,
        label="Share of the body weight",
        help_text="From 0 to 1, where the body is lifted too: a pull-up is 1, a push-up 0.64.",
    )
    unilateral = forms.BooleanField(
        required=False, label="One side at a time", help_text="Each set is then done once for each side."
    )
    measure = forms.ChoiceField(choices=Measure, label="Counted in")
    curve = forms.ChoiceField(
        choices=choices(CURVES),
        label="Curve",
        help_text="How repetitions fall with weight. Presses for the chest and leg presses have their own.",
    )
    suits_max_test = forms.BooleanField(
        required=False,
        label="A tested single makes sense",
        help_text="Not where form breaks down before strength does, as in a bent-over row.",
    )

    def __init__(self, *args: Any, user: User, exercise: Exercise | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.exercise = user, exercise
        if exercise is not None:
            self.initial["seen"] = exercise.updated_at.isoformat()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "id",
            "seen",
            Fieldset("What it is", "name", "aliases", "cue", "pattern", "mechanics", "region"),
            Fieldset("What it does", "primary_muscles", "secondary_muscles", "stresses"),
            Fieldset("What it needs", "equipment", "load_kind", "loaded_with", "body_weight_share"),
            Fieldset("How it is counted", "measure", "unilateral", "curve", "suits_max_test"),
        )

    def clean_id(self) -> uuid.UUID:
        """The id is made by this page; one that belongs to somebody else's exercise is refused."""
        exercise_id: uuid.UUID = self.cleaned_data["id"]
        own = Exercise.objects.editable_by(self.user).filter(pk=exercise_id)
        if Exercise.objects.filter(pk=exercise_id).exists() and not own.exists():
            raise forms.ValidationError("This form is no longer good. Open it again.")
        return exercise_id

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Exercise.objects.editable_by(self.user).current().filter(name__iexact=name)
        if same.exclude(pk=self.cleaned_data.get("id", uuid.UUID(int=0))).exists():
            raise forms.ValidationError(NAME_USED)
        return name

    def clean_aliases(self) -> list[str]:
        parts = (part.strip() for part in self.cleaned_data["aliases"].split(","))
        return [part for part in parts if part][:20]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        primary = set(values.get("primary_muscles", ()))
        values["secondary_muscles"] = [m for m in values.get("secondary_muscles", ()) if m not in primary]
        kind, share = values.get("load_kind"), values.get("body_weight_share")
        carries_body = kind in (LoadKind.BODY_WEIGHT, LoadKind.ASSISTED)
        if carries_body and share == 0:
            self.add_error("body_weight_share", "Say which share of the body is lifted, from 0 to 1.")
        if not carries_body and share:
            values["body_weight_share"] = 0
        allowed = (*WEIGHTS, "body_weight") if carries_body else WEIGHTS
        if kind in (LoadKind.BAND, LoadKind.NONE):
            values["loaded_with"] = kind
        elif kind and values.get("loaded_with") not in allowed:
            self.add_error("loaded_with", "Choose the implement whose weight is prescribed.")
        if self.exercise is not None and not self.errors:
            self._refuse_if_stale(self.exercise)
        return values

    def _refuse_if_stale(self, exercise: Exercise) -> None:
        """Refuse, once, to write over what somebody saved after this form was opened."""
        stamp = exercise.updated_at.isoformat()
        differs = [name for name, value in self.values().items() if _differ(value, getattr(exercise, name))]
        if self.cleaned_data["seen"] == stamp or not differs:
            return
        stored = "; ".join(
            f"{self[name].label}: {_shown(self.fields[name], getattr(exercise, name))}" for name in differs
        )
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["seen"] = stamp
        self.add_error(
            None,
            f"Meanwhile this exercise was changed. Stored are now: {stored}. "
            "Below is what you typed; save again to replace it.",
        )

    def take_name_as_used(self) -> None:
        """Say what the database refused: somebody saved this name a moment ago."""
        self.add_error("name", NAME_USED)

    @property
    def studio(self) -> Studio:
        """Where a new exercise belongs: the trainer's first studio."""
        return Studio.objects.filter(memberships__user=self.user).earliest("created_at")

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_FORM}


OF_THE_FORM = ("id", "seen")


def _differ(typed: Any, stored: Any) -> bool:
    if isinstance(typed, list):
        return sorted(typed) != sorted(stored)
    return bool(typed != stored)


def _shown(field: forms.Field, value: Any) -> str:
    """A stored value as its field shows it."""
    names = dict(getattr(field, "choices", ()))
    if isinstance(value, bool):
        return "yes" if value else "no"
    parts = value if isinstance(value, list) else [value]
    return "“" + ", ".join(str(names.get(part, part)) for part in parts) + "”"


def initial_of(exercise: Exercise) -> dict[str, Any]:
    """An exercise as the form shows it."""
    names = [name for name in ExerciseForm.base_fields if name not in OF_THE_FORM]
    return {name: getattr(exercise, name) for name in names} | {"aliases": ", ".join(exercise.aliases)}
