"""Prints what our pages cost: queries, bytes, times, and the ratio to a bare view of the same server.

    make bench

A temporary database is filled by the product's own actions (stage.py) and
served by granian as `make run` does: two workers, one thread each. Absolute times depend on the
machine and on what else it does; the ratio is what our targets are about.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.counting import ANSWERED, ASKED
from benchmarks.load import Connection, Measured, Request, measure, status_of, without_chunks

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 2
ROUNDS = 5
COUNT = 200
SECONDS = 3.0
FIRST = 6  # requests that fill the caches of both workers before anything is measured


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def prepare(var: Path, port: int) -> None:
    """Point the settings at a database of our own and fill it."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        SETWISE_VAR=str(var),
        SITE_URL=f"http://localhost:{port}",
        EMAIL_URL="dummymail://",
        DEBUG="0",
    )
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@dataclass(frozen=True)
class Entry:
    """One page: how it is asked, and how much of a bare view it may cost.

    Connections take turns with `paths`; `body` is asked for what connection and number of request
    send, and makes it a POST.
    """

    name: str
    paths: Sequence[str]
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[int, int], dict[str, str]] | None = None
    status: int = 200
    target: float | None = None
    aim: float | None = None


BARE = Entry("bare view", ["/bare"])


def entries() -> list[Entry]:
    """The table of what is measured. Add a page by adding a row."""
    from django.urls import reverse

    from benchmarks.stage import cookies_of, set_stage, typing_in

    stage = set_stage()
    trainer, client = cookies_of(stage.trainer), cookies_of(stage.client)
    program = stage.program.pk

    def of_slots(name: str) -> list[str]:
        return [reverse(name, args=[program, slot.pk]) for slot in stage.slots[:CONNECTIONS]]

    typing = typing_in(stage, values=("79.5", "79", "78.5", "79", "80"))
    saving = typing_in(stage, values=("80", "75"))
    return [
        Entry("sign-in page", [reverse("account_login")]),
        Entry("healthz", [reverse("healthz")]),
        Entry("preview while typing", of_slots("slot_preview"), trainer, body=typing, target=9, aim=7),
        Entry("save of a cell", of_slots("slot_save"), trainer, body=saving, target=18),
        Entry("builder, 24 exercises", [reverse("program_detail", args=[program])], trainer),
        Entry("desk", [reverse("desk")], trainer),
        Entry("clients", [reverse("client_list")], trainer),
        Entry("client's today", [reverse("today")], client, target=20, aim=14),
        Entry("client's calendar", [reverse("calendar")], client),
    ]


def requests_of(entry: Entry, port: int, extra: str = "") -> Request:
    """The bytes to send for the n-th request of a connection."""
    from django.conf import settings

    head = f"Host: localhost:{port}\r\nAccept: text/html\r\n{extra}"
    if entry.cookies:
        pairs = "; ".join(f"{name}={value}" for name, value in entry.cookies.items())
        head += f"Cookie: {pairs}\r\n"
    body = entry.body
    if body is None:
        whole = [f"GET {path} HTTP/1.1\r\n{head}\r\n".encode() for path in entry.paths]
        return lambda connection, index: whole[connection % len(whole)]
    head += f"Origin: http://localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head += f"HX-Request: true\r\nX-CSRFToken: {entry.cookies[settings.CSRF_COOKIE_NAME]}\r\n"

    def request(connection: int, index: int) -> bytes:
        sent = urlencode(body(connection, index)).encode()
        path = entry.paths[connection % len(entry.paths)]
        return f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent

    return request


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit("The server did not start.") from None
            time.sleep(0.05)


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="setwise-bench-") as folder:
        prepare(Path(folder), port)
        rows = [BARE, *entries()]
        from django.db import connections

        connections.close_all()
        command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"]
        command += ["--port", str(port), "--workers", "2", "--blocking-threads", "1"]
        command += ["--log-level", "warning", "config.wsgi:application"]
        with subprocess.Popen(command, cwd=ROOT) as server:
            try:
                wait_for(port, server)
                show(rows, port)
            finally:
                server.terminate()


def probe(row: Entry, port: int) -> tuple[int, int]:
    """Queries and bytes of a page, once the caches of both workers are filled."""
    asked = ASKED.removeprefix("HTTP_").replace("_", "-").title()
    request = requests_of(row, port, f"{asked}: 1\r\n")
    queries, size = 0, 0
    for index in range(FIRST):
        head, body = Connection(port).ask(request(0, index))
        if status_of(head) != row.status:
            raise SystemExit(f"{row.name}: expected {row.status}, got\n{head.decode()}\n{body[:2000]!r}")
        queries = int(head.split(f"{ANSWERED.lower()}: ".encode(), 1)[1].split(b"\r\n", 1)[0])
        size = len(without_chunks(head, body))
    return queries, size


def show(rows: list[Entry], port: int) -> None:
    print(f"{CONNECTIONS} connections, {ROUNDS} rounds of up to {COUNT} requests on each; granian with two")
    print("workers of one thread; SQLite. Times in ms; the ratio is the median of the rounds' ratios.")
    print(
        f"{'page':28} {'queries':>7} {'bytes':>7} {'p50':>7} {'p95':>7} {'p99':>7} {'ratio':>6}  target (aim)"
    )
    bare = requests_of(BARE, port)
    for row in rows:
        queries, size = probe(row, port)
        page = requests_of(row, port)
        times: list[float] = []
        ratios = []
        for number in range(ROUNDS):
            first = FIRST + number * COUNT
            beside = measure(
                port, bare, first=0, count=COUNT, seconds=SECONDS, connections=CONNECTIONS, status=200
            )
            found = measure(
                port,
                page,
                first=first,
                count=COUNT,
                seconds=SECONDS,
                connections=CONNECTIONS,
                status=row.status,
            )
            ratios.append(found.percentile(0.5) / beside.percentile(0.5))
            times += found.times
        whole = Measured(sorted(times))
        p50, p95, p99 = (whole.percentile(share) * 1000 for share in (0.5, 0.95, 0.99))
        ratio = statistics.median(ratios)
        goal = f"<= {row.target:g}" if row.target else ""
        goal += f" ({row.aim:g})" if row.aim else ""
        print(f"{row.name:28} {queries:>7} {size:>7} {p50:7.2f} {p95:7.2f} {p99:7.2f} {ratio:6.1f}  {goal}")


if __name__ == "__main__":
    main()
