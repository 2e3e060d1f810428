"""What a trainer says of a piece."""

from django import forms

from programs.forms.programs import OneLineForm


class PieceForm(OneLineForm):
    name = forms.CharField(max_length=120, label="Name of the piece")
