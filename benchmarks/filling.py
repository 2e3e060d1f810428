"""Prints what filling a phase of 8 weeks x 30 slots by a progression costs: `make bench-filling`.

A client with a max of every exercise and loads on hand; each filling has other parameters than the one
before, so that nothing of it was computed earlier, and writes every week. Times from the lock to COMMIT;
the processor time beside them tells whether something else was at work on the machine.
"""

import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.server import installed

if TYPE_CHECKING:  # they need settings, which stand only once an installation does
    from programs.prescription import Scheme

WEEKS, WORKOUTS, SLOTS = 8, 3, 10  # slots of a workout
TIMES = 7
MILLISECONDS_MOST, QUERIES_MOST = 150, 20


def schemes() -> "dict[str, Callable[[int], Scheme]]":
    """The progressions that are measured, each made anew for the n-th filling.

    The slowest of the eleven, and the taper; the others cost less than linear load.
    """
    from programs.prescription import (
        DoubleProgression,
        HeavyLightMedium,
        LinearLoad,
        PlannedDeload,
        RirTaper,
        Wave,
    )

    def step(number: int) -> Decimal:
        return Decimal("1.5") + Decimal(number) / 10

    return {
        "linear load": lambda number: LinearLoad(step(number)),
        "double progression, deloads": lambda number: PlannedDeload(
            DoubleProgression(step=step(number), reps_step=1 + number % 2)
        ),
        "heavy, light, medium, rising": lambda number: HeavyLightMedium(weekly=LinearLoad(step(number))),
        "RIR taper": lambda number: RirTaper(first=3 + number / 10),
        "wave": lambda number: Wave(training_max=90 - number),
        "wave without a deload": lambda number: Wave(training_max=90 - number, deload=False),
    }


def main() -> None:
    with installed(settings="benchmarks.settings"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        import config.wsgi  # noqa: F401 — started as the server is
        from benchmarks.stage import large_program, set_stage
        from programs.actions.progression import apply_scheme
        from trainer.models import Client

        stage = set_stage(clients=1)
        client = Client.objects.get(user=stage.clients[0])
        program = large_program(
            client, by=stage.trainer, phases=1, weeks=WEEKS, workouts=WORKOUTS, slots=SLOTS
        )
        phase = program.phases.get().pk
        program.refresh_from_db()
        head = f"filling {WEEKS} weeks x {WORKOUTS * SLOTS} slots"
        print(f"{head:36}{'queries':>8}{'median ms':>11}{'CPU':>8}")
        for name, scheme in schemes().items():
            times, busy, queries = [], [], 0
            for number in range(TIMES):
                start, worked = time.perf_counter(), time.process_time()
                done = apply_scheme(program, {phase: scheme(number)}, scope="Phase 1", by=stage.trainer)
                times.append((time.perf_counter() - start) * 1000)
                busy.append((time.process_time() - worked) * 1000)
                assert done is not None, "the filling was another one"
            with CaptureQueriesContext(connection) as captured:
                apply_scheme(program, {phase: scheme(TIMES)}, scope="Phase 1", by=stage.trainer)
            queries = len(captured)
            median, work = statistics.median(times), statistics.median(busy)
            missed = "  MISSED" if median > MILLISECONDS_MOST or queries > QUERIES_MOST else ""
            print(f"{name:36}{queries:8}{median:11.1f}{work:8.1f}{missed}")
        print(f"target: {MILLISECONDS_MOST} ms, {QUERIES_MOST} queries")


if __name__ == "__main__":
    main()
