"""What the plan sends when a cell is changed: each connection in a line of its own of one large program."""

import json
import re
from dataclasses import dataclass

from django.test import Client as Visitor
from django.urls import reverse

from programs.models import Program, Slot
from trainer.models import User
from web.identifiers import new_uuid


@dataclass(frozen=True)
class PlanTyping:
    """Cells of the first week, where they are saved, and the texts that they take turns to say."""

    addresses: list[str]
    texts: list[tuple[str, ...]]

    @classmethod
    def in_program(cls, trainer: User, program: Program, count: int, *typed: str) -> "PlanTyping":
        """Type each of these once in every cell, and keep what it says then."""
        visitor = Visitor()
        visitor.force_login(trainer)
        page = visitor.get(reverse("program_plan", args=[program.pk])).content.decode()
        addresses, texts = [], []
        for slot in Slot.objects.filter(program=program).order_by("pk")[:count]:
            address = reverse("cell_save", args=[program.pk, slot.pk, 1])
            now, said = _first_cell(page, slot), tuple(typed)
            for _ in range(2):  # a cell writes what is typed in its own words, and keeps to these
                found = []
                for text in said:
                    now = _saved(visitor, address, text, now)
                    found.append(now)
                said = tuple(found)
            addresses.append(address)
            texts.append(said)
        return cls(addresses, texts)

    @property
    def previews(self) -> list[str]:
        return [f"{address}preview/" for address in self.addresses]

    def saves(self, connection: int, index: int) -> dict[str, str]:
        """The texts in turn; each was the one before, so that a save finds what it expects."""
        texts = self.texts[connection % len(self.texts)]
        text, was = texts[index % len(texts)], texts[(index - 1) % len(texts)]
        return {"text": text, "was": was, "over": "1", "reach": "following", "key": str(new_uuid())}


def _saved(visitor: Visitor, address: str, text: str, was: str) -> str:
    """Save a text, and give what its cell says then."""
    answer = visitor.post(address, {"text": text, "was": was, "over": "1"})
    if answer.status_code != 200:
        raise SystemExit(f"The plan has changed: it answers {answer.status_code} to {text}.")
    cells: dict[str, tuple[str, str]] = json.loads(answer.content)["cells"]
    return next(now for name, (_, now) in cells.items() if name.endswith("-w1"))


def _first_cell(page: str, slot: Slot) -> str:
    """What the cell of the first week says on the page."""
    line = re.search(rf'<tr[^>]* data-slot="{slot.pk}">.*?<td[^>]*>(.*?)</td>', page, re.DOTALL)
    if line is None:
        raise SystemExit("The plan has changed: its cells are not found, see benchmarks/plan.py.")
    return re.sub(r"<[^>]+>", "", line[1]).replace("\xa0", " ").replace("\n", " ")
