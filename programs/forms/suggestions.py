"""What a trainer sends with an answer: other numbers than those proposed, and rules that may apply alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms

from programs.forms.cells import CellError, parse_cell
from programs.models import Exercise, Measure, Suggestion
from programs.prescription import Move, Rule
from programs.queries.rules import DOES, NAMES, moves_of
from programs.queries.suggestions import Typed, field_name
from trainer.models import Client


@dataclass(slots=True)
class AnswerForm:
    """The fields of one card, `after-0` and so on; a number that is not sent is taken as proposed."""

    row: Suggestion
    data: Mapping[str, str]
    moves: list[Move] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)

    def is_valid(self) -> bool:
        """Read what was typed: the moves with it, or the problems beside their fields."""
        timed = self.row.exercise.measure != Measure.REPS
        for number, (move, stored) in enumerate(zip(moves_of(self.row), self.row.moves, strict=True)):
            name = field_name(number)
            text = self.data.get(name)
            if text is not None:
                try:
                    after = parse_cell(move.field, text, unit=stored["unit"], timed=timed)
                    if after is None:
                        raise CellError("Load: type a number.")
                    move = replace(move, after=after)
                except CellError as problem:
                    self.problems[name] = str(problem)
            self.moves.append(move)
        return not self.problems

    def refuse(self, problems: Mapping[tuple[str, Any], str]) -> None:
        """Put what the engine refuses beside its field, by week and field of the engine."""
        for number, move in enumerate(self.moves):
            problem = problems.get((move.key, move.field))
            if problem is not None:
                self.problems[field_name(number)] = problem

    @property
    def typed(self) -> Typed:
        names = [field_name(number) for number in range(len(self.row.moves))]
        return Typed({name: self.data[name] for name in names if name in self.data}, self.problems)


class RulesForm(forms.Form):
    """The rules that may apply by themselves; none is a choice too."""

    rules = forms.MultipleChoiceField(required=False, choices=[(rule.value, NAMES[rule]) for rule in DOES])

    @property
    def chosen(self) -> list[Rule]:
        return [Rule(rule) for rule in self.cleaned_data["rules"]]


class SignOffForm(forms.Form):
    """One exercise's technique, signed off or not."""

    exercise = forms.UUIDField()
    signed = forms.TypedChoiceField(
        choices=[("1", "Sign off"), ("0", "Take back")], coerce=lambda text: text == "1"
    )

    def exercise_of(self, client: Client) -> Exercise | None:
        """An exercise that this client's studio may use."""
        return Exercise.objects.of_studio(client.studio_id).filter(pk=self.cleaned_data["exercise"]).first()
