"""Prints what it costs to give a template to many clients: to look, to assign, to undo.

    make bench-assign

A temporary database is filled by the product's own actions (stage.py): a template of 24 slots and 8 weeks,
and clients with equipment and a max of every exercise. The pages are asked as a browser asks them, inside
this process, for 10 clients and for 50; the queries must be the same. The best of three rounds counts,
since others may use the machine.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.server import installed

if TYPE_CHECKING:  # they need settings, which stand only once an installation does
    from django.test import Client as Visitor

    from programs.models import Program
    from trainer.models import Client

CLIENTS = (10, 50)
WEEKS = 8
ROUNDS = 3
SECONDS_MOST = 3.0  # to assign to the most clients
Taken = tuple[float, int]  # seconds and queries


def asked(visitor: "Visitor", path: str, told: dict[str, object]) -> Taken:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        start = time.perf_counter()
        answer = visitor.post(path, told)
        seconds = time.perf_counter() - start
    if answer.status_code not in (200, 302):
        raise SystemExit(f"The page has changed: it answers {answer.status_code}.")
    return seconds, len(captured)


def measured(visitor: "Visitor", template: "Program", clients: "Sequence[Client]") -> dict[str, Taken]:
    """One round: look, assign, undo."""
    from django.urls import reverse

    from programs.models import Workout
    from web.identifiers import new_uuid

    batch, page = str(new_uuid()), reverse("program_assign_many", args=[template.pk])
    workouts = Workout.objects.filter(program=template).order_by("position")
    told: dict[str, object] = {
        "clients": [str(client.pk) for client in clients],
        "starts_on": time.strftime("%Y-%m-%d"),
        "batch": batch,
        **{f"weekday-{workout.pk}": str(2 * number) for number, workout in enumerate(workouts)},
        **{f"reason-{client.pk}": "a benchmark" for client in clients},
    }
    undo = reverse("program_assign_undo", args=[template.pk])
    visitor.get(page)  # shows the messages of the round before, so that no measured page has to
    return {
        "look": asked(visitor, page, {**told, "step": "look"}),
        "assign": asked(visitor, page, {**told, "step": "assign"}),
        "undo": asked(visitor, undo, {"batch": batch}),
    }


def best(rounds: Sequence[Taken]) -> Taken:
    return min(seconds for seconds, _ in rounds), max(queries for _, queries in rounds)


def verdict(found: dict[int, dict[str, Taken]]) -> list[str]:
    """What misses its target; empty when everything holds."""
    fewest, most = min(found), max(found)
    problems = []
    if found[most]["assign"][0] > SECONDS_MOST:
        problems.append(f"assign to {most}: more than {SECONDS_MOST:g} s")
    problems += [
        f"{what}: {found[fewest][what][1]} queries for {fewest} clients, {queries} for {most}"
        for what, (_, queries) in found[most].items()
        if queries != found[fewest][what][1]
    ]
    return problems


def main() -> None:
    with installed(settings="benchmarks.settings"):
        from django.test import Client as Visitor

        from benchmarks.stage import before_assigning

        trainer, template, clients = before_assigning(clients=max(CLIENTS), weeks=WEEKS)
        visitor = Visitor()
        visitor.force_login(trainer)
        found: dict[int, dict[str, Taken]] = {}
        for count in CLIENTS:
            rounds = [measured(visitor, template, clients[:count]) for _ in range(ROUNDS)]
            found[count] = {what: best([each[what] for each in rounds]) for what in rounds[0]}
    print(f"A template of 24 slots and {WEEKS} weeks; SQLite; best of {ROUNDS} rounds.\n")
    print(f"{'clients':>8}{'':4}{'what':10}{'seconds':>10}{'queries':>10}")
    for count, taken in found.items():
        for what, (seconds, queries) in taken.items():
            print(f"{count:8}{'':4}{what:10}{seconds:10.2f}{queries:10}")
    problems = verdict(found)
    print(
        f"\nMISSED: {'; '.join(problems)}"
        if problems
        else f"\nAssign to {max(CLIENTS)} <= {SECONDS_MOST:g} s"
    )


if __name__ == "__main__":
    main()
