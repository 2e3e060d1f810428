"""Print one prescription: `manage.py prescribe --goal hypertrophy --one-rm 20 --unit lb --json`."""

import json
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandError, CommandParser

from programs.management.commands._engine import EngineCommand, a_number, plain, values
from programs.prescription import (
    CHAIN,
    SOURCES,
    Available,
    Curve,
    Experience,
    Field,
    Goal,
    Kind,
    Lift,
    Method,
    Prescription,
    Rack,
    Steps,
    Unit,
    checked_load,
    edit,
    pin,
    prescribe,
    start,
)

EDITABLE = (Field.INTENSITY, Field.REPS, Field.RIR, Field.LOAD, Field.SETS, Field.REST)


class InOrder(Action):
    """Collects edits in the order in which they are given."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        namespace.edits = [*(namespace.edits or []), (Field(str(self.metavar)), values)]


class Command(EngineCommand):
    help = "Print what the engine prescribes for one lift: pins first, then the edits in their order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--goal", required=True, choices=values(Goal))
        parser.add_argument("--method", default=Method.CHART, choices=values(Method))
        parser.add_argument("--curve", default=Curve.GENERAL, choices=values(Curve))
        parser.add_argument("--experience", default=Experience.INTERMEDIATE, choices=values(Experience))
        parser.add_argument("--kind", default=Kind.COMPOUND, choices=values(Kind))
        parser.add_argument("--one-rm", help="the 1RM; without it there is no load")
        parser.add_argument("--unit", default=Unit.KG, choices=values(Unit))
        parser.add_argument("--pin", action="append", default=[], choices=values(Field), help="hold a field")
        for field in EDITABLE:
            parser.add_argument(f"--{field}", dest="edits", action=InOrder, metavar=field, help="an edit")
        loads = parser.add_mutually_exclusive_group()
        loads.add_argument("--step", help="loads grow by this step from 0")
        loads.add_argument("--available", help="the loads that exist: 5,10,15")
        self.add_json(parser)

    def handle(self, **options: Any) -> None:
        try:
            answer = _prescription(options)
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(json.dumps(as_json(answer)) if options["json"] else as_text(answer))


def _prescription(options: dict[str, Any]) -> Prescription:
    """The start of the goal, its pins, then each edit; the last one of the chain is the one just made."""
    unit = Unit(options["unit"])
    one_rm = options["one_rm"]
    experience = Experience(options["experience"])
    lift = Lift(
        curve=Curve(options["curve"]),
        kind=Kind(options["kind"]),
        experience=experience,
        foundation=experience is not Experience.NOVICE,
        method=Method(options["method"]),
        one_rm=None if one_rm is None else _weight(one_rm, unit, name="1RM"),
        unit=unit,
        available=_available(options, unit),
    )
    targets = start(Goal(options["goal"]), lift)
    for name in options["pin"]:
        targets = pin(targets, Field(name), lift).targets
    edited = None
    for field, text in options["edits"] or []:
        value = text if field is Field.REPS else a_number(text)
        targets = edit(targets, field, value, lift).targets
        edited = field if field in CHAIN else edited
    return prescribe(targets, lift, edited=edited)


def _weight(text: str, unit: Unit, *, name: str) -> Decimal:
    return checked_load(a_number(text), unit, zero=False, name=name)


def _available(options: dict[str, Any], unit: Unit) -> Available:
    if options["step"] is not None:
        return Steps(unit, Decimal(0), _weight(options["step"], unit, name="Step"))
    if options["available"] is not None:
        loads = {_weight(text, unit, name="Each load") for text in options["available"].split(",")}
        return Rack(unit, tuple(sorted(loads)))
    return None


def as_json(answer: Prescription) -> dict[str, Any]:
    """The documented keys; percent 0-100, unknown is None."""
    spread = answer.reps_to_failure
    return {
        "goal": answer.goal,
        "method": answer.method,
        "curve": answer.curve,
        "intensity": plain(answer.intensity),
        "target_intensity": plain(answer.target_intensity),
        "load": plain(answer.load),
        "unit": answer.unit,
        "exact_load": plain(answer.exact_load),
        "reps": answer.reps,
        "sets": answer.sets,
        "rest_seconds": answer.rest_seconds,
        "tempo": answer.tempo,
        "rir": plain(answer.rir, 2),
        "rir_exact": plain(answer.rir_exact),
        "volume_load": plain(answer.volume_load),
        "reps_to_failure": spread and {"mean": plain(spread.mean, 2), "sd": plain(spread.sd, 2)},
        "findings": [
            {
                "severity": item.severity,
                "code": item.code,
                "text": item.text,
                "source": SOURCES[item.source].label,
            }
            for item in answer.findings
        ],
    }


def as_text(answer: Prescription) -> str:
    """The same for reading: a line of numbers, the row's sentence, the findings."""
    said = as_json(answer)
    reps = "no known" if said["reps"] is None else said["reps"]
    load = answer.equivalent or "no load"
    if said["load"] is not None:
        load = f"{said['load']} {said['unit']}"
    percent = "" if answer.intensity is None else f" ({plain(answer.intensity, 1)} %)"
    effort = "" if said["rir"] is None else f", {said['rir']} in reserve"
    lines = [
        f"{said['goal']}: {said['sets']} x {reps} reps at {load}{percent}{effort}, "
        f"rest {said['rest_seconds']} s, tempo {said['tempo']}"
    ]
    if answer.feasibility:
        lines.append(answer.feasibility)
    lines += [f"{item['severity']}: {item['text']} [{item['source']}]" for item in said["findings"]]
    return "\n".join(lines)
