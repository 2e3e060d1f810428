"""What a trainer chooses to put a program on a client's calendar."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from programs.models import Max
from programs.queries.assign import Plan
from programs.schedule import WEEKDAYS, next_monday, spread, too_far
from trainer.models import Client, User
from web.fields import NumberField
from web.identifiers import new_uuid
from web.rows import Unit

DAYS = list(enumerate(WEEKDAYS))


if TYPE_CHECKING:
    _ClientChoice = forms.ModelChoiceField[Client]
else:
    _ClientChoice = forms.ModelChoiceField  # is no generic when the code runs


class ClientField(_ClientChoice):
    """A choice among clients; anything that is no id at all is none of them either."""

    def to_python(self, value: Any) -> Client | None:
        if isinstance(value, str) and value:
            try:
                uuid.UUID(value)
            except ValueError:
                raise forms.ValidationError(self.error_messages["invalid_choice"]) from None
        return super().to_python(value)


class KnownMaxForm(forms.Form):
    """A set that a trainer remembers: without repetitions it was the most that could be lifted once."""

    max_id = forms.UUIDField(widget=forms.HiddenInput)
    exercise = forms.UUIDField(widget=forms.HiddenInput)
    load = NumberField(
        label="Load",
        min_value=0,
        max_value=1000,
        decimal_places=2,
        error_messages={"required": "Type the load."},
    )
    unit = forms.ChoiceField(choices=Unit.choices)
    reps = forms.IntegerField(label="Reps", required=False, min_value=1, max_value=100)
    rir = NumberField(label="In reserve", required=False, min_value=0, max_value=10, decimal_places=1)

    def told(self) -> dict[str, Any]:
        """The set as it is written down; of a valid form."""
        told = {name: self.cleaned_data[name] for name in ("load", "unit", "rir", "reps", "max_id")}
        kind = Max.Kind.TESTED if told["reps"] is None else Max.Kind.ESTIMATED
        return {**told, "kind": kind, "reps": told["reps"] or 1, "rir": told["rir"] or Decimal(0)}

    def sentences(self) -> list[str]:
        """Everything that is wrong, each with the field it is about."""
        return [
            f"{self.fields[name].label}: {text}" if name in ("reps", "rir") else str(text)
            for name, found in self.errors.items()
            for text in found
        ]


class ScheduleForm(forms.Form):
    """A start and one weekday a workout."""

    starts_on = forms.DateField(
        label="Starts on",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Choose the day on which it starts.", "invalid": "This is not a date."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        plan: Plan,
        today: date,
        client: Client | None = None,
        begins: date | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.plan = plan
        self.today = today
        start = begins or next_monday(today)
        super().__init__(data, initial={"starts_on": start, **_days(plan, client, start), **(initial or {})})
        for workout in plan.workouts:
            self.fields[day_field(workout.id)] = forms.TypedChoiceField(
                label=workout.name,
                choices=DAYS,
                coerce=int,
                error_messages={
                    "required": f"Choose a weekday for {workout.name}.",
                    "invalid_choice": f"Choose a weekday for {workout.name}.",
                },
            )

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if too_far(day, today=self.today):
            raise forms.ValidationError("Choose a day within two years of today.", code="too_far")
        return day

    def weekdays(self) -> dict[uuid.UUID, int]:
        """The weekday of each workout; of a valid form."""
        return {workout.id: self.cleaned_data[day_field(workout.id)] for workout in self.plan.workouts}

    def phases(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The weekday fields by phase: name, weeks in words, fields."""
        return [
            (
                phase.name,
                "1 week" if len(phase.weeks) == 1 else f"{len(phase.weeks)} weeks",
                [self[day_field(workout.id)] for workout in phase.workouts],
            )
            for phase in self.plan.phases
        ]

    @property
    def starts_text(self) -> str:
        """The start as a date input takes it, or what was typed instead."""
        return sent(self["starts_on"].value())


class AssignForm(ScheduleForm):
    """Client, start and one weekday a workout. `new_id` makes a double submit harmless."""

    client = ClientField(
        queryset=Client.objects.none(),
        empty_label="Choose a client",
        error_messages={
            "required": "Choose who this program is for.",
            "invalid_choice": "This client is not on your list.",
        },
    )
    reason = forms.CharField(
        label="Why it is right all the same",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    new_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("client", "starts_on")

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        plan: Plan,
        today: date,
        client: Client | None = None,
        begins: date | None = None,
    ) -> None:
        first = {"client": client, "new_id": new_uuid()}
        super().__init__(data, plan=plan, today=today, client=client, begins=begins, initial=first)
        self.fields["client"].queryset = assignable_clients(user, plan)  # type: ignore[attr-defined]  # a choice field's

    @property
    def chosen_client(self) -> str:
        """The id of the client chosen so far, as the page writes it."""
        return sent(self["client"].value())

    def choices(self) -> list[tuple[str, str]]:
        """Who and when, as chosen so far, for a form beside this one that must not lose it."""
        return [(bound.html_name, sent(bound.value())) for bound in self if bound.name != "reason"]


def sent(value: Any) -> str:
    """A field's value as a browser sends it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(getattr(value, "pk", value))


def assignable_clients(user: User, plan: Plan) -> QuerySet[Client]:
    """The active clients of the program's studio whom this trainer may see; a draft's own client only."""
    clients = Client.objects.visible_to(user).active().filter(studio_id=plan.program.studio_id)
    if plan.program.client_id is not None:
        clients = clients.filter(pk=plan.program.client_id)
    return clients.order_by("name")


def day_field(workout_id: uuid.UUID) -> str:
    return f"weekday-{workout_id}"


def _days(plan: Plan, client: Client | None, start: date) -> dict[str, int]:
    """The workouts' own weekdays, or ones spread over the week and over the client's days."""
    chosen: dict[str, int] = {}
    for phase in plan.phases:
        count = len(phase.workouts)
        days = client.days_per_week if client else count
        even = spread(workouts=count, days=days, first_weekday=start.weekday())
        own = [workout.weekday for workout in phase.workouts]
        for workout, weekday, default in zip(phase.workouts, own, even, strict=True):
            chosen[day_field(workout.id)] = default if weekday is None or None in own else weekday
    return chosen
