"""Why the numbers of a row are what they are, as finished strings for the pages that say so."""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.utils.formats import date_format

from programs.bridge import TargetRow, edited_in, targets_of, thaw_lift
from programs.models import Max, Program, SetGroup
from programs.prescription import (
    CHAIN,
    SOURCES,
    Field,
    Lift,
    LoadKind,
    Method,
    Prescription,
    Reason,
    SetType,
    Source,
    Targets,
    prescribe,
    why,
)
from programs.prescription.plain_words import plain
from programs.prescription.set_types import BACK_OFF_SHARE, DROP_SHARE, TIRED
from programs.prescription.why import CONFLICT_SOURCES
from trainer.models import Implement, User
from web.numbers import show

NAMES = {
    Field.SETS: "Sets",
    Field.REPS: "Repetitions",
    Field.INTENSITY: "Intensity",
    Field.LOAD: "Load",
    Field.RIR: "Repetitions in reserve",
    Field.REST: "Rest",
    Field.TEMPO: "Tempo",
}
# What these two answer is as sure as what was typed and as arithmetic.
SURE = {"trainer": "the trainer’s own judgement", "arithmetic": "exact"}
FOLLOWS = {
    SetType.WARM_UP: "This is a warm-up: it is made anew when the working sets move, and counts in no total.",
    SetType.BACK_OFF: "These are back-off sets: when the first working sets move, they keep their ratio.",
    SetType.DROP: "This is a drop set: it stays as it is when the goal changes, and counts in no total.",
    SetType.AMRAP: "As many repetitions as possible: this set stays as it is when the goal changes.",
}
_UNLESS = "This is where it starts, unless the trainer changed it."
STARTS = {
    SetType.WARM_UP: f"A warm-up rises in easy steps to the working load. {_UNLESS}",
    SetType.BACK_OFF: f"{BACK_OFF_SHARE} % of the first working sets’ intensity. {_UNLESS}",
    SetType.DROP: (
        f"{DROP_SHARE} % of the intensity before it, to the last repetition: as many as the "
        f"working sets have, since the lifter is tired. {_UNLESS}"
    ),
    SetType.AMRAP: f"The working sets’ intensity, to the last repetition. {_UNLESS}",
}
LEGEND = (
    "curve(x) is how many repetitions people manage at x on average; inverse(n) is the share of the 1RM at "
    "which they manage n."
)


class ReasonRow(TargetRow, Protocol):
    """A set group's targets with its type, wherever they were read."""

    set_type: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """One set group as the engine sees it, with the facts frozen on its slot beside it."""

    targets: Targets
    lift: Lift
    edited: Field | None
    set_type: SetType
    answer: Prescription
    frozen: dict[str, Any]
    mark: str

    @classmethod
    def of(
        cls, row: ReasonRow, *, goal: str, frozen: dict[str, Any], method: str, mark: str = "."
    ) -> "Numbers":
        targets, lift, edited = targets_of(row, goal=goal), thaw_lift(frozen, method=method), edited_in(row)
        set_type = SetType(row.set_type)
        answer = prescribe(targets, lift, edited=edited, set_type=set_type)
        return cls(targets, lift, edited, set_type, answer, frozen, mark)

    @property
    def target_lift(self) -> Lift:
        """The lift as if every load existed: what explains the target, which the grid shows."""
        return self.lift if self.targets.load is not None else replace(self.lift, available=None)

    def reason(self, field: Field) -> Reason | None:
        """Why the grid shows this number; None where the lift doesn't have it."""
        lift = self.target_lift if field is Field.INTENSITY else self.lift
        try:
            reason = why(self.targets, lift, field, edited=self.edited)
        except ValueError:
            return None
        tired = self.set_type is SetType.DROP and field in TIRED  # what the curve says is no reason
        if (reason.source != "trainer" and not tired) or field in self.targets.pins or field is self.edited:
            return reason
        # The engine takes what is no start of a goal for typed; these sets have starts of their own.
        if self.set_type is SetType.WORKING:
            return reason
        rule = STARTS[self.set_type] if field in CHAIN else _UNLESS
        return Reason(rule, (), "as added", "setwise", SOURCES["setwise"].certainty)

    def value(self, field: Field) -> str:
        """The number with its unit, as the grid has it; empty where there is none."""
        targets, answer = self.targets, self.answer
        match field:
            case Field.SETS:
                return str(targets.sets)
            case Field.REPS:
                if targets.seconds is not None:
                    return clock(targets.seconds)
                if answer.reps is None:
                    return ""
                return f"{answer.reps}–{answer.reps_high}" if answer.reps_high else str(answer.reps)
            case Field.INTENSITY:
                intensity = targets.intensity
                return "" if intensity is None else f"{show(intensity, decimals=1, mark=self.mark)} %"
            case Field.LOAD:
                return self._load()
            case Field.RIR:
                if answer.rir is None:
                    return ""
                return "0 (all-out)" if answer.all_out else show(answer.rir, decimals=1, mark=self.mark)
            case Field.REST:
                return clock(targets.rest_seconds)
            case Field.TEMPO:
                return targets.tempo

    def _load(self) -> str:
        kind = self.lift.load_kind
        if kind is LoadKind.BAND or self.answer.load is None:
            return "a band" if kind is LoadKind.BAND else ""
        added = self.answer.added_load
        if added is None:
            return self.weight(self.answer.load)
        if added == 0:
            return "body weight alone"
        return f"{self.weight(added)} {'added' if kind is LoadKind.BODY_WEIGHT else 'of help'}"

    def weight(self, value: Decimal | str) -> str:
        return f"{show(Decimal(value), mark=self.mark)} {self.lift.unit}"

    def taken(self) -> str:
        """What the loads on hand make of the target intensity; empty where it is reached."""
        answer = self.answer
        if answer.load is None or answer.intensity is None or answer.intensity == answer.target_intensity:
            return ""
        share = show(answer.intensity, decimals=2, mark=self.mark)
        return f"{self._load()}, {share} % of the 1RM"

    def one_rm(self) -> str:
        """The 1RM used, how it was found and when; empty where nobody knows it."""
        if self.lift.one_rm is None:
            return ""
        frozen = self.frozen
        how = {Max.Kind.TESTED: "tested", Max.Kind.ESTIMATED: "estimated from a set"}.get(frozen["max_kind"])
        on = date_format(date.fromisoformat(frozen["measured_on"])) if frozen["measured_on"] else ""
        found = " on ".join(filter(None, (how, on)))
        return ", ".join(filter(None, (self.weight(self.lift.one_rm), found)))

    def on_hand(self) -> str:
        """The loads that exist for this lift: `barbell: 20 kg and up in steps of 2.5 kg, at most 200 kg`."""
        available = self.frozen["available"]
        if not self.lift.takes_load:
            return ""
        if available is None:
            return "any load, to the exact weight"
        tool = self.frozen["loaded_with"]
        name = Implement(tool).label.lower() if tool in Implement.values else tool.replace("_", " ")
        if "loads" in available:
            loads = available["loads"]
            if len(loads) > 4:
                return f"{name}: {self.weight(loads[0])} to {self.weight(loads[-1])}, {len(loads)} loads"
            return f"{name}: {', '.join(map(self.weight, loads))}"
        begin = f"{self.weight(available['start'])} and up " if Decimal(available["start"]) else ""
        most = f", at most {self.weight(available['heaviest'])}" if available["heaviest"] else ""
        return f"{name}: {begin}in steps of {self.weight(available['step'])}{most}"


def clock(seconds: int) -> str:
    """`1:30 min` for 90 seconds."""
    return f"{seconds // 60}:{seconds % 60:02d} min"


_LONG = re.compile(r"\d+\.\d{3,}")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def readable(text: str, mark: str) -> str:
    """An engine's text as this person reads numbers: at most two decimals, their decimal mark."""
    text = _LONG.sub(lambda found: show(Decimal(found[0])), text)
    return _POINT.sub(mark, text) if mark != "." else text


def formula_text(formula: str, mark: str) -> str:
    """A formula in signs: `1RM × intensity = 80 kg`."""
    signs = (("->", "→"), (" x ", " × "), (" - -", " + "), (" - ", " − "), ("= -", "= −"))
    for plainly, sign in signs:
        formula = formula.replace(plainly, sign)
    return readable(formula, mark)


def certainty_of(source: Source) -> str:
    """How sure a source is, in words."""
    return SURE.get(source.key, source.certainty.value)


def conflict_sources(conflict: str) -> list[Source]:
    """Whose findings stand against each other in a conflict."""
    return [SOURCES[key] for key in CONFLICT_SOURCES[conflict]]


@dataclass(frozen=True, slots=True)
class Why:
    """Why one number is what it is: all that its page says."""

    name: str
    value: str
    rule: str
    taken: str
    follows: str
    inputs: list[tuple[str, str]]
    formula: str
    legend: str
    source: Source | None
    certainty: str
    conflict: str
    weighed: list[Source]
    plain: str


def why_of(numbers: Numbers, field: Field) -> Why:
    """The answer about one number. What the lift doesn't have is said in words, without a formula."""
    reason, mark = numbers.reason(field), numbers.mark
    told = plain(field, numbers.targets, numbers.lift, edited=numbers.edited, set_type=numbers.set_type)
    conflict = reason.conflict or "" if reason else ""
    source = SOURCES[reason.source] if reason else None
    return Why(
        name=NAMES[field],
        value=numbers.value(field),
        rule=readable(reason.rule, mark) if reason else f"{_LACKS[field]} for this exercise.",
        taken=numbers.taken() if field is Field.INTENSITY else "",
        follows=FOLLOWS.get(numbers.set_type, ""),
        inputs=_inputs(numbers, field, reason) if reason else [],
        formula=formula_text(reason.formula, mark) if reason and reason.formula not in _NO_FORMULA else "",
        legend=LEGEND if reason and _CURVED.search(reason.formula) else "",
        source=source,
        certainty=certainty_of(source) if source else "",
        conflict=readable(conflict, mark),
        weighed=[item for item in conflict_sources(conflict) if item != source] if conflict else [],
        plain=readable(told, mark),
    )


_CURVED = re.compile(r"\b(?:curve|inverse)\(")
_NO_FORMULA = ("none", "as typed", "as added")
_LACKS = {
    Field.INTENSITY: "There is no percentage",
    Field.LOAD: "There is no load",
    Field.RIR: "There are no repetitions in reserve",
}


def _inputs(numbers: Numbers, field: Field, reason: Reason) -> list[tuple[str, str]]:
    """What the rule was given; the 1RM with its day, and for a load what is on hand."""
    mark = numbers.mark
    inputs = [
        (name, numbers.one_rm() if name == "1RM" else readable(value, mark)) for name, value in reason.inputs
    ]
    if field is Field.LOAD:
        inputs.append(("loads on hand", numbers.on_hand()))
    return [(f"{name[:1].upper()}{name[1:]}", value) for name, value in inputs]


def row_to_explain(
    program_id: uuid.UUID, slot_id: uuid.UUID, position: int, *, user: User, week: int = 1
) -> SetGroup | None:
    """A set group of a slot's week with all that explains it; one query. None for strangers."""
    visible = Program.objects.visible_to(user).filter(pk=program_id)
    rows = SetGroup.objects.filter(program__in=visible, slot=slot_id, week__position=week, position=position)
    return rows.select_related("program__client", "slot__exercise", "slot__group__workout").first()


def method_of(row: SetGroup) -> Method:
    """The method by which a row starts: its own, else the program's."""
    return Method(row.slot.method or row.program.method)
