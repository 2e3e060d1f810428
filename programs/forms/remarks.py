"""What somebody writes about a session or one of its exercises."""

from django import forms

from programs.models import Remark

LONGEST = Remark._meta.get_field("text").max_length


class TextField(forms.CharField):
    """Several lines of text; a line break counts as one character, as it does in the browser."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


class RemarkForm(forms.Form):
    """A new remark: `key` becomes its id, so that sending it twice makes one; no slot is the session."""

    key = forms.UUIDField()
    slot = forms.UUIDField(required=False)
    text = TextField(
        max_length=LONGEST,
        strip=False,
        error_messages={
            "required": "Write something first.",
            "max_length": "This is too long: %(show_value)d of at most %(limit_value)d characters.",
        },
    )
