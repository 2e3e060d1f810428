"""Forms that make and describe programs."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import QuerySet

from programs.actions.programs import WEEKS_DEFAULT, WEEKS_MOST, create_program
from programs.models import Program
from programs.models.programs import Method
from trainer.models import Client, Experience, Studio, User

TAGS_MOST, TAG_LONGEST = 8, 30


class ProgramForm(forms.Form):
    """What a new program needs; everything else is built in the grid."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    client = forms.ModelChoiceField(
        Client.objects.none(),
        required=False,
        empty_label="Nobody yet: a template",
        help_text="With a client, loads are that client's from the first row on.",
    )
    experience = forms.ChoiceField(
        choices=Experience.choices,
        initial=Experience.INTERMEDIATE,
        label="Written for",
        help_text="A client's own experience counts instead when one is chosen.",
    )
    method = forms.ChoiceField(
        choices=[("", "As suits the client"), *Method.choices],
        required=False,
        help_text="The chart starts at 80 % x 10 or 90 % x 5, about one all-out set each. "
        "Reserve keeps repetitions in hand and is where novices start.",
    )
    weeks = forms.IntegerField(min_value=1, max_value=WEEKS_MOST, initial=WEEKS_DEFAULT)
    workouts = forms.IntegerField(
        min_value=1,
        max_value=7,
        initial=3,
        label="Workouts a week",
        help_text="At least two days a week.",
    )
    description = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["client"]
        assert isinstance(field, forms.ModelChoiceField)
        clients = Client.objects.visible_to(user).active().order_by("name")
        field.queryset = clients
        client = _client_named(clients, kwargs.get("initial", {}).get("client"))
        self.initial["client"] = client
        if client is not None:
            self.initial["workouts"] = client.days_per_week
            self.initial["name"] = f"{client.name}: new program"[:120]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "id", "name", "client", "experience", "method", Field("weeks"), Field("workouts"), "description"
        )

    def clean_id(self) -> uuid.UUID:
        """The id is made by this page; one that belongs to somebody else's program is refused."""
        program_id: uuid.UUID = self.cleaned_data["id"]
        taken = Program.objects.filter(pk=program_id)
        if taken.exists() and not Program.objects.visible_to(self.user).filter(pk=program_id).exists():
            raise forms.ValidationError("This form is no longer good. Open it again.")
        return program_id

    def studio_for(self, client: Client | None) -> Studio:
        """Where the program belongs: with its client, else to the trainer's first studio."""
        own = Studio.objects.filter(memberships__user=self.user)
        return client.studio if client else own.earliest("created_at")

    def create(self, *, by: User) -> Program:
        """Make the program; the same form twice makes one."""
        values = self.cleaned_data
        client: Client | None = values["client"]
        return create_program(
            studio=self.studio_for(client),
            by=by,
            name=values["name"],
            client=client,
            experience=values["experience"],
            method=values["method"] or None,
            description=values["description"],
            weeks=values["weeks"],
            workouts=values["workouts"],
            program_id=values["id"],
        )


def _client_named(clients: "QuerySet[Client]", identifier: str | None) -> Client | None:
    try:
        return clients.filter(pk=uuid.UUID(identifier or "")).first()
    except ValueError:
        return None


class TagsField(forms.CharField):
    """A few short words with commas between them; each once, capitals make no difference."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        tags: dict[str, str] = {}
        for tag in (" ".join(part.split()) for part in text.split(",")):
            if tag:
                tags.setdefault(tag.casefold(), tag)
        if len(tags) > TAGS_MOST:
            raise forms.ValidationError(f"At most {TAGS_MOST} tags.")
        if any(len(tag) > TAG_LONGEST for tag in tags.values()):
            raise forms.ValidationError(f"A tag has at most {TAG_LONGEST} characters.")
        return list(tags.values())


class ProgramNameForm(forms.Form):
    """What a program is called, what it is for, and where its rows start."""

    name = forms.CharField(max_length=120)
    description = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    method = forms.ChoiceField(
        choices=Method.choices,
        help_text="Another method takes every unpinned number to its start; Undo brings them back.",
    )

    folder = forms.CharField(
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "folders", "autocomplete": "off"}),
        help_text="Where it stands in your library, such as In-season.",
    )
    tags = TagsField(required=False, help_text="Words to find it by, with commas between them.")

    def __init__(self, data: Any = None, *, program: Program) -> None:
        initial = {
            "name": program.name,
            "description": program.description,
            "method": program.method,
            "folder": program.folder,
            "tags": ", ".join(program.tags),
        }
        super().__init__(data, initial=initial)
        if not program.is_template:
            del self.fields["folder"], self.fields["tags"]
        self.helper = FormHelper()
        self.helper.form_tag = False


class OneLineForm(forms.Form):
    """A form whose first problem is said in one line."""

    @property
    def first_problem(self) -> str:
        name, problems = next(iter(self.errors.items()))
        return f"{self.fields[name].label or name.capitalize()}: {problems[0]}"


class WorkoutForm(OneLineForm):
    name = forms.CharField(max_length=120, label="Name of the workout")


class PhaseForm(OneLineForm):
    name = forms.CharField(max_length=120, label="Name of the phase")
    weeks = forms.IntegerField(min_value=1, max_value=WEEKS_MOST, label="Weeks")
