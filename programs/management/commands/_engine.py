"""What the engine's commands share: bad input ends with status 2 and one line on standard error."""

import sys
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


def a_number(text: str) -> Decimal:
    """A number from the command line, with a decimal point or comma; bounds are the engine's to check."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise CommandError(f"{text[:20]!r} is not a number.", returncode=2) from None
    if not value.is_finite():
        raise CommandError(f"{text[:20]!r} is not a number.", returncode=2)
    return value


def values(words: type[StrEnum]) -> list[str]:
    """The words as a person types them."""
    return [word.value for word in words]


def plain(value: Decimal | float | None, decimals: int = 6) -> float | int | None:
    """A JSON number without floating-point noise, whole where it is; None stays None."""
    if value is None:
        return None
    rounded = round(float(value), decimals)
    return int(rounded) if rounded == int(rounded) else rounded


class EngineCommand(BaseCommand):
    """A command that reads numbers, asks the engine, and prints one answer. Touches no database."""

    requires_system_checks: tuple[str, ...] = ()

    def run_from_argv(self, argv: list[str]) -> None:
        parser = self.create_parser(argv[0], argv[1])
        parser.called_from_command_line = False  # errors are raised, not printed with the usage
        try:
            options: dict[str, Any] = vars(parser.parse_args(argv[2:]))
            self.execute(**options)
        except CommandError as error:
            line = " ".join(str(error).split()).removeprefix("Error: ")
            self.stderr.write(f"{parser.prog}: {line}")
            sys.exit(2)

    def add_json(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
