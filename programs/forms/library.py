"""Taking a template of the library: as a template of one's own, or for a client."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from programs.actions.drafts import make_outlined
from programs.forms.paste import reading
from programs.library import Template
from programs.models import Exercise, Program
from trainer.models import Client, User
from trainer.queries import studios_of


class UseForm(forms.Form):
    """For whom a template of the library is taken."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    client = forms.ModelChoiceField(
        Client.objects.none(), required=False, empty_label="Nobody yet: a template", label="For"
    )

    def __init__(self, data: Any = None, *, template: Template, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.template, self.user = template, user
        field = self.fields["client"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = clients_of(user)
        field.widget.attrs["class"] = "form-select"

    def clean_id(self) -> uuid.UUID:
        """The id is made by this page; one that belongs to somebody else's program is refused."""
        program_id: uuid.UUID = self.cleaned_data["id"]
        taken = Program.objects.filter(pk=program_id)
        if taken.exists() and not taken.visible_to(self.user).exists():
            raise forms.ValidationError("This form is no longer good. Open it again.")
        return program_id

    def create(self, *, by: User) -> Program:
        """Make the program; the same form twice makes one."""
        client: Client | None = self.cleaned_data["client"]
        template = self.template
        rows = Exercise.objects.filter(studio=None, key__in=template.keys.values())
        known = {row.key: row for row in rows}
        return make_outlined(
            template.outline,
            title=template.title,
            program_id=self.cleaned_data["id"],
            studio=client.studio if client else studios_of(by)[0],
            by=by,
            client=client,
            experience=template.experience,
            exercises={name: known[key] for name, key in template.keys.items()},
            reading=reading,
            text=f"Took {template.title} from the library",
            description=f"{template.use} {template.leave}",
            tags=template.tags,
        )


def clients_of(user: User) -> "QuerySet[Client]":
    """The clients for whom this trainer may take a template, by name."""
    return Client.objects.visible_to(user).active().select_related("studio").order_by("name")


def client_named(user: User, text: str) -> Client | None:
    """The client in an address, if this trainer may see them."""
    try:
        return clients_of(user).filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None
