"""Prints what our pages cost: queries, bytes, times, and the ratio to a bare view of the same server.

    make bench

A temporary database is filled by the product's own actions (stage.py) and served by granian as
`make run` does: two workers, one thread each. Each page is asked on 1 connection and on 16 at once,
and the bare view on as many right before it. Absolute times depend on the machine and on what else it
does; the ratio of the medians is what our targets are about.
"""

import gzip
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.counting import ANSWERED, ASKED
from benchmarks.load import Answer, Body, Connection, Measured, Request, measure, requests_for
from benchmarks.server import installed, serving

AT = (1, 16)  # connections
ROUNDS = 5
COUNT = 200
SECONDS = 1.0
FIRST = 6  # requests that fill the caches of both workers before anything is measured


@dataclass(frozen=True)
class Entry:
    """One page: how it is asked, and how much of a bare view it may cost.

    Connections take turns with `paths` and `cookies`; `body` is asked for what connection and number
    of request send, and makes it a POST. `target` is about the ratio, `queries` about their number.
    """

    name: str
    paths: Sequence[str]
    cookies: Sequence[Mapping[str, str]] = field(default_factory=list)
    body: Body | None = None
    target: float | None = None
    queries: int | None = None


BARE = Entry("bare view", ["/bare"])


def entries(connections: int = max(AT)) -> list[Entry]:
    """The table of what is measured. Add a page by adding a row."""
    from django.urls import reverse

    from benchmarks.stage import Typing, cookies_of, set_stage, toggling

    stage = set_stage(clients=connections)
    trainer, clients = [cookies_of(stage.trainer)], [cookies_of(person) for person in stage.clients]
    typing = Typing.in_programs(stage.trainer, stage.programs)
    previews, saves = [line.preview for line in typing.lines], [line.address for line in typing.lines]
    typed = typing.of("79.5", "79", "78.5", "79", "80")
    builders = [reverse("program_detail", args=[program.pk]) for program in stage.programs]
    toggles = [reverse("program_goal", args=[program.pk]) for program in stage.programs]
    return [
        Entry("sign-in page", [reverse("account_login")]),
        Entry("healthz", [reverse("healthz")]),
        Entry("preview while typing", previews, trainer, typed, target=9),
        Entry("save of a cell", saves, trainer, typing.of("80", "75"), target=18),
        Entry("builder, 24 slots x 12 weeks", builders, trainer, target=90),
        Entry("its whole-program toggle", toggles, trainer, toggling, target=150, queries=15),
        Entry("desk", [reverse("desk")], trainer),
        Entry("clients", [reverse("client_list")], trainer),
        Entry("client's today", [reverse("today")], clients, target=20),
        Entry("client's calendar", [reverse("calendar")], clients),
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
    return requests_for(entry.paths, heads, entry.body)


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
        if answer.status != 200:
            raise SystemExit(
                f"{entry.name}: expected 200, got\n{answer.head.decode()}\n{answer.body[:2000]!r}"
            )
    queries, sent = int(answer.header(ANSWERED)), answer.whole
    page = gzip.decompress(sent) if answer.header("Content-Encoding") == "gzip" else sent
    return Probed(queries, len(page), len(sent))


@dataclass(frozen=True)
class Found:
    """The times of a page on so many connections, and the median of its rounds' ratios."""

    times: Measured
    ratio: float


def timed(entry: Entry, port: int, connections: int) -> Found:
    """Ask a page and the bare view by turns."""
    bare, page = requests_of(BARE, port), requests_of(entry, port)
    times: list[float] = []
    ratios = []
    for number in range(ROUNDS):
        beside = measure(port, bare, first=0, count=COUNT, seconds=SECONDS, connections=connections)
        found = measure(
            port, page, first=FIRST + number * COUNT, count=COUNT, seconds=SECONDS, connections=connections
        )
        ratios.append(found.percentile(0.5) / beside.percentile(0.5))
        times += found.times
    return Found(Measured(sorted(times)), statistics.median(ratios))


def verdict(entry: Entry, queries: int, ratios: Sequence[float]) -> str:
    """The targets of an entry, and whether it holds them."""
    said = [f"<= {entry.target:g}"] if entry.target else []
    said += [f"{entry.queries} queries"] if entry.queries else []
    missed = entry.target is not None and max(ratios) > entry.target
    missed |= entry.queries is not None and queries > entry.queries
    return ", ".join(said) + ("  MISSED" if missed else "")


def show(rows: Sequence[Entry], port: int) -> None:
    print(f"{ROUNDS} rounds of up to {COUNT} requests, or {SECONDS} s, on each connection; granian with two")
    print("workers of one thread; SQLite. Times in ms. Ratio: p50 to the bare view's on as many connections,")
    print("measured beside it, the median of the rounds. Gzip: bytes as a browser gets them.\n")
    print(f"{'':53}" + "".join(f"{f'{at} connection' + 's' * (at > 1):>32}" for at in AT))
    columns = f"{'p50':>8}{'p95':>8}{'p99':>8}{'ratio':>8}" * len(AT)
    print(f"{'page':30}{'queries':>8}{'bytes':>8}{'gzip':>7}{columns}  target")
    for entry in rows:
        probed = probe(entry, port)
        line = f"{entry.name:30}{probed.queries:8}{probed.size:8}{probed.sent:7}"
        ratios = []
        for connections in AT:
            found = timed(entry, port, connections)
            ratios.append(found.ratio)
            for share in (0.5, 0.95, 0.99):
                line += f"{found.times.percentile(share) * 1000:8.2f}"
            line += f"{found.ratio:8.1f}"
        print(f"{line}  {verdict(entry, probed.queries, ratios)}".rstrip(), flush=True)


def main() -> None:
    with installed(settings="benchmarks.settings") as port:
        rows = [BARE, *entries()]
        with serving(port):
            show(rows, port)


if __name__ == "__main__":
    main()
