"""A draft from a client's profile: what may be asked otherwise, and making the program."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import cached_property

from programs.actions.drafts import make_outlined
from programs.forms.paste import reading
from programs.models import Exercise, Program
from programs.prescription import Experience
from programs.prescription.drafting import WEEKS, Draft, Wish, draft
from programs.queries.drafts import Profile, exercise_facts, exercises_of, outline_of_draft, profile_of
from trainer.models import Client, ClientGoal, User
from trainer.presets import Preset, loads_of

ON_FILE = "on_file"
SHORTEST, LONGEST = 10, 240  # minutes, as a client may have


class DraftForm(forms.Form):
    """What a draft goes by; it begins with what the profile says."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    goal = forms.ChoiceField(choices=ClientGoal.choices)
    days = forms.IntegerField(min_value=1, max_value=7, label="Days a week")
    minutes = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, label="Minutes a workout")
    weeks = forms.TypedChoiceField(
        coerce=int,
        choices=[(weeks, f"{weeks} weeks") for weeks in WEEKS],
        help_text="Every fourth is easier.",
    )
    place = forms.ChoiceField(label="Equipment")

    def __init__(self, data: Any = None, *, client: Client, user: User, program_id: uuid.UUID) -> None:
        self.client, self.user = client, user
        self.profile: Profile = profile_of(client)
        known = bool(self.profile.equipment)
        initial = {
            "id": program_id,
            "goal": client.goal,
            "days": client.days_per_week,
            "minutes": client.minutes_per_session,
            "weeks": 8,
            "place": ON_FILE if known else Preset.COMMERCIAL_GYM,
        }
        super().__init__(data, initial=initial)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([(ON_FILE, "As on the client’s list")] if known else []), *Preset.choices]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("id", "goal", "days", "minutes", "weeks", "place")

    def clean_id(self) -> uuid.UUID:
        """The id is made by this page; one that belongs to another program is refused."""
        program_id: uuid.UUID = self.cleaned_data["id"]
        taken = Program.objects.filter(pk=program_id)
        if taken.exists() and not taken.filter(client=self.client).exists():
            raise forms.ValidationError("This form is no longer good. Open it again.")
        return program_id

    @cached_property
    def draft(self) -> Draft:
        """The draft that the form asks for; as it begins where nothing was sent."""
        values = self.cleaned_data if self.is_bound else self.initial
        wish = Wish(
            goal=values["goal"],
            experience=Experience(self.client.experience),
            days=values["days"],
            minutes=values["minutes"],
            weeks=values["weeks"],
            equipment=self._equipment(values["place"]),
            limits=self.profile.limits,
        )
        return draft(wish, exercise_facts(self.client.studio_id))

    def _equipment(self, place: str) -> frozenset[str]:
        if place == ON_FILE:
            return self.profile.equipment
        return frozenset(str(loads.implement) for loads in loads_of(Preset(place), self.client.unit))

    @property
    def problems(self) -> list[str]:
        """What is wrong with each field, in one line."""
        return [
            f"{self.fields[name].label or name.capitalize()}: {said}" if name in self.fields else str(said)
            for name, errors in self.errors.items()
            for said in errors
        ]

    def create(self, *, by: User) -> Program:
        """Make the program; the same form twice makes one."""
        found = self.draft
        ids = exercises_of(found)
        rows = Exercise.objects.in_bulk([uuid.UUID(pk) for pk in ids.values()])
        return make_outlined(
            outline_of_draft(found),
            title=self._title(found),
            program_id=self.cleaned_data["id"],
            studio=self.client.studio,
            by=by,
            client=self.client,
            experience=self.client.experience,
            exercises={name: rows[uuid.UUID(pk)] for name, pk in ids.items()},
            reading=reading,
            text="Drafted the program from the profile",
            description=" ".join([found.offer.reason, *found.remarks, *found.replaced, *found.shortened]),
        )

    def _title(self, found: Draft) -> str:
        parts = " and ".join(phase.name for phase in found.phases).lower()
        days = len(found.phases[0].workouts)
        return f"{parts[:1].upper()}{parts[1:]}, {days} day{'' if days == 1 else 's'} a week"
