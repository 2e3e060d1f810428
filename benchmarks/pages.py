"""Prints what our pages cost: queries, bytes, times, and the ratio to the least that the server can do.

    make bench                     everything
    make bench ONLY="save today"   what has one of these words in its name

A temporary database is filled by the product's own actions (stage.py) and served by granian as
`make run` does: two workers, one thread each. Each page is asked on 1 connection and on 16 at once,
and on as many right before it the bare view; for what logs a set, a bare INSERT. Absolute times depend
on the machine and on what else it does; the ratio of the medians is what our targets are about.
"""

import gzip
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.counting import ANSWERED, ASKED
from benchmarks.load import Answer, Body, Connection, Measured, Request, measure, requests_for
from benchmarks.server import installed, serving

if TYPE_CHECKING:  # it needs settings, which stand only once an installation does
    from trainer.models import User

AT = (1, 16)  # connections
ROUNDS = 5
COUNT = 200
SECONDS = 1.0
FIRST = 6  # requests that fill the caches of both workers before anything is measured


@dataclass(frozen=True)
class Entry:
    """One page: how it is asked, and how much of what is asked `beside` it (the bare view) it may cost.

    Connections take turns with `paths` and `cookies`; `body` is asked for what connection and number
    of request send, and makes it a POST. `target` is about the ratio, `queries` about their number,
    BEGIN and COMMIT among them; `tail` about p99 as so many times p50 on the most connections.
    """

    name: str
    paths: Sequence[str]
    cookies: Sequence[Mapping[str, str]] = field(default_factory=list)
    body: Body | None = None
    target: float | None = None
    queries: int | None = None
    tail: float | None = None
    beside: "Entry | None" = None
    as_json: bool = False
    status: int = 200


BARE = Entry("bare view", ["/bare"])
BEFORE = 10_000  # sets that somebody has logged who has trained for long


def entries(connections: int = max(AT), before: int = BEFORE) -> list[Entry]:
    """The table of what is measured. Add a page by adding a row."""
    from django.urls import reverse

    from benchmarks.plan import PlanTyping
    from benchmarks.stage import Typing, cookies_of, large_program, set_stage, toggling

    stage = set_stage(clients=connections + 1)
    *people, veteran = stage.clients
    trainer, clients = [cookies_of(stage.trainer)], [cookies_of(person) for person in people]
    typing = Typing.in_programs(stage.trainer, stage.programs)
    previews, saves = [line.preview for line in typing.lines], [line.address for line in typing.lines]
    typed = typing.previews("79.5", "79", "78.5", "79", "80")
    builders = [reverse("program_detail", args=[program.pk]) for program in stage.programs]
    [one, *_] = stage.programs
    assert one.client is not None
    large = large_program(one.client, by=stage.trainer)
    plan = PlanTyping.in_program(stage.trainer, large, connections + 1, "4x8 @75%", "4x8 @80%")
    plans = [reverse("program_plan", args=[large.pk])]
    toggles = [reverse("program_goal", args=[program.pk]) for program in stage.programs]
    return [
        Entry("sign-in page", [reverse("account_login")]),
        Entry("healthz", [reverse("healthz")]),
        Entry("preview while typing", previews, trainer, typed, target=9),
        Entry("save of a cell", saves, trainer, typing.saves("80", "75"), target=18),
        Entry("builder, 24 slots x 12 weeks", builders, trainer, target=90),
        Entry("its whole-program toggle", toggles, trainer, toggling, target=150, queries=15),
        Entry("plan, 160 slots x 4 weeks", plans, trainer),
        Entry("save of a cell of it", plan.addresses, trainer, plan.saves, target=15),
        Entry("preview of a cell of it", plan.previews, trainer, plan.saves),
        Entry("desk", [reverse("desk")], trainer),
        Entry("clients", [reverse("client_list")], trainer),
        Entry("client's today", [reverse("today")], clients, target=20),
        Entry("client's calendar", [reverse("calendar")], clients),
        *training_entries(people, veteran, before),
    ]


def training_entries(people: "Sequence[User]", veteran: "User", before: int) -> list[Entry]:
    """A session half done, and sets logged by people who begin and by one who has trained for long."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from benchmarks.stage import cookies_of
    from benchmarks.training import Training, logging, make_insert_table, train_earlier

    make_insert_table()
    hour_ago = timezone.now() - timedelta(hours=1)
    half, later = Training.started(veteran, 1), Training.started(veteran, 2)
    half.log(half.sets[::2], at=hour_ago)
    train_earlier(half, before - len(half.sets[::2]))
    first = [Training.started(person, 2) for person in people]
    for training in first:
        training.log(training.sets[:1], at=hour_ago)
    page, events = [reverse("session_detail", args=[half.session.pk])], [reverse("event_create")]
    beginners, long = [cookies_of(person) for person in people], [cookies_of(veteran)]
    nobody = [{settings.CSRF_COOKIE_NAME: long[0][settings.CSRF_COOKIE_NAME]}]
    insert = Entry("bare INSERT", ["/bare-insert"], nobody, logging(first), as_json=True, status=201)
    log = replace(insert, paths=events, beside=insert, target=5.5, queries=8, tail=4)
    return [
        Entry("session half done, 8 x 4 sets", page, long, target=22),
        insert,
        replace(log, name="log of a set, 1 before", cookies=beginners),
        replace(log, name=f"log of a set, {before:,} before", cookies=long, body=logging([later])),
    ]


def requests_of(entry: Entry, port: int, extra: str = "") -> Request:
    """The bytes to send for the n-th request of a connection."""
    from django.conf import settings

    heads = []
    for cookies in entry.cookies or [{}]:
        head = f"Host: localhost:{port}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n{extra}"
        if cookies:
            head += "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()) + "\r\n"
        if entry.body:
            head += f"Origin: http://localhost:{port}\r\nHX-Request: true\r\n"
            head += f"X-CSRFToken: {cookies[settings.CSRF_COOKIE_NAME]}\r\n"
        heads.append(head)
    return requests_for(entry.paths, heads, entry.body, as_json=entry.as_json)


@dataclass(frozen=True)
class Probed:
    """What is the same however busy the server is: queries, bytes of the page, bytes of the wire."""

    queries: int
    size: int
    sent: int


def probe(entry: Entry, port: int) -> Probed:
    """Ask until the caches of both workers are filled, and look at the last answer."""
    asked = ASKED.removeprefix("HTTP_").replace("_", "-").title()
    request = requests_of(entry, port, f"{asked}: 1\r\n")
    answer = Answer(b"", b"")
    for index in range(FIRST):
        answer = Connection(port).ask(request(0, index))
        if answer.status != entry.status:
            raise SystemExit(
                f"{entry.name}: expected {entry.status}, got\n{answer.head.decode()}\n{answer.body[:2000]!r}"
            )
    queries, sent = int(answer.header(ANSWERED)), answer.whole
    page = gzip.decompress(sent) if answer.header("Content-Encoding") == "gzip" else sent
    return Probed(queries, len(page), len(sent))


@dataclass(frozen=True)
class Found:
    """The times of a page on so many connections; medians of its rounds' ratios, and of p99 to p50."""

    times: Measured
    ratio: float
    tail: float


def timed(entry: Entry, port: int, connections: int) -> Found:
    """Ask a page and what is beside it by turns."""
    times: list[float] = []
    ratios, tails = [], []
    for number in range(ROUNDS):
        first = FIRST + number * COUNT
        beside = measured(entry.beside or BARE, port, connections, first)
        found = measured(entry, port, connections, first)
        ratios.append(found.percentile(0.5) / beside.percentile(0.5))
        tails.append(found.percentile(0.99) / found.percentile(0.5))
        times += found.times
    return Found(Measured(sorted(times)), statistics.median(ratios), statistics.median(tails))


def measured(entry: Entry, port: int, connections: int, first: int) -> Measured:
    """One round of an entry, on so many connections."""
    return measure(
        port,
        requests_of(entry, port),
        first=first,
        count=COUNT,
        seconds=SECONDS,
        connections=connections,
        status=entry.status,
    )


def verdict(entry: Entry, queries: int, found: Sequence[Found]) -> str:
    """The targets of an entry, and whether it holds them; `found` on ever more connections."""
    said, missed = [], []
    if entry.target:
        said.append(f"<= {entry.target:g}" + (f" x {entry.beside.name}" if entry.beside else ""))
        missed.append(max(one.ratio for one in found) > entry.target)
    if entry.queries:
        said.append(f"{entry.queries} queries")
        missed.append(queries > entry.queries)
    if entry.tail:
        said.append(f"p99 {found[-1].tail:.1f} <= {entry.tail:g} x p50")
        missed.append(found[-1].tail > entry.tail)
    return ", ".join(said) + ("  MISSED" if any(missed) else "")


def show(rows: Sequence[Entry], port: int) -> None:
    print(f"{ROUNDS} rounds of up to {COUNT} requests, or {SECONDS} s, on each connection; granian with two")
    print("workers of one thread; SQLite. Times in ms. Ratio: p50 to the bare view's on as many connections")
    print("(or to what the target names), measured beside it; where a target is about p99, that to p50 on")
    print("16; of both the median of the rounds. Gzip: bytes as a browser gets them.\n")
    print(f"{'':53}" + "".join(f"{f'{at} connection' + 's' * (at > 1):>32}" for at in AT))
    columns = f"{'p50':>8}{'p95':>8}{'p99':>8}{'ratio':>8}" * len(AT)
    print(f"{'page':30}{'queries':>8}{'bytes':>8}{'gzip':>7}{columns}  target")
    for entry in rows:
        probed = probe(entry, port)
        line = f"{entry.name:30}{probed.queries:8}{probed.size:8}{probed.sent:7}"
        found = [timed(entry, port, connections) for connections in AT]
        for one in found:
            for share in (0.5, 0.95, 0.99):
                line += f"{one.times.percentile(share) * 1000:8.2f}"
            line += f"{one.ratio:8.1f}"
        print(f"{line}  {verdict(entry, probed.queries, found)}".rstrip(), flush=True)


def main() -> None:
    words = sys.argv[1:]
    with installed(settings="benchmarks.settings") as port:
        rows = [row for row in [BARE, *entries()] if not words or any(word in row.name for word in words)]
        with serving(port):
            show(rows, port)


if __name__ == "__main__":
    main()
