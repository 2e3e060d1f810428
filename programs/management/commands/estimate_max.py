"""Estimate a 1RM from a set: `manage.py estimate_max --load 100 --reps 5 --rir 0 --unit kg --json`."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from programs.management.commands._engine import EngineCommand, a_number, plain, values
from programs.prescription import Curve, MaxEstimate, Unit, estimate_max


class Command(EngineCommand):
    help = "Print the 1RM that a set speaks for, with its band and what seven equations say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--load", required=True)
        parser.add_argument("--reps", required=True)
        parser.add_argument("--rir", default="0")
        parser.add_argument("--unit", default=Unit.KG, choices=values(Unit))
        parser.add_argument("--curve", default=Curve.GENERAL, choices=values(Curve))
        self.add_json(parser)

    def handle(self, **options: Any) -> None:
        try:
            answer = estimate_max(
                a_number(options["load"]),
                a_number(options["reps"]),
                a_number(options["rir"]),
                Unit(options["unit"]),
                Curve(options["curve"]),
            )
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(json.dumps(as_json(answer)) if options["json"] else as_text(answer))


def as_json(answer: MaxEstimate) -> dict[str, Any]:
    return {
        "estimate": plain(answer.estimate),
        "low": plain(answer.low),
        "high": plain(answer.high),
        "method": answer.method,
        "equations": {name: plain(value) for name, value in answer.equations.items()},
    }


def as_text(answer: MaxEstimate) -> str:
    equations = ", ".join(f"{name} {plain(value)}" for name, value in answer.equations.items())
    return "\n".join(
        [
            f"{plain(answer.estimate)} {answer.unit} ({plain(answer.low)} to {plain(answer.high)}), "
            f"by the {answer.method}",
            f"equations: {equations}",
            *answer.caveats,
        ]
    )
