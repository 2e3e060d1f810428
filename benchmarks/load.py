"""A small load generator: keep-alive connections, each in a process of its own, one request at a time."""

import json
import multiprocessing
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

# The bytes of the n-th request of a connection, and what it posts.
Request = Callable[[int, int], bytes]
Body = Callable[[int, int], Mapping[str, Any]]


def requests_for(
    paths: Sequence[str], heads: Sequence[str], body: Body | None, *, as_json: bool = False
) -> Request:
    """Requests whose connections take turns with paths and heads; with a body they are POSTs."""
    if body is None:
        count = max(len(paths), len(heads))
        whole = [
            f"GET {paths[number % len(paths)]} HTTP/1.1\r\n{heads[number % len(heads)]}\r\n".encode()
            for number in range(count)
        ]
        return lambda connection, index: whole[connection % count]

    def request(connection: int, index: int) -> bytes:
        told = body(connection, index)
        sent = (json.dumps(told) if as_json else urlencode(told)).encode()
        head = f"POST {paths[connection % len(paths)]} HTTP/1.1\r\n{heads[connection % len(heads)]}"
        head += f"Content-Type: application/{'json' if as_json else 'x-www-form-urlencoded'}\r\n"
        return f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent

    return request


@dataclass(frozen=True)
class Answer:
    """Head (in lower case) and body of an answer, as they came."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head.split(b" ", 2)[1])

    @property
    def chunked(self) -> bool:
        return b"transfer-encoding: chunked" in self.head

    def header(self, name: str) -> str:
        """The value of a header, empty without it."""
        _before, found, after = self.head.partition(f"\r\n{name.lower()}: ".encode())
        return after.split(b"\r\n", 1)[0].decode() if found else ""

    @property
    def whole(self) -> bytes:
        """The body itself, when it came in chunks."""
        if not self.chunked:
            return self.body
        whole, rest, length = b"", self.body, 1
        while length:
            size, rest = rest.split(b"\r\n", 1)
            length = int(size, 16)
            whole, rest = whole + rest[:length], rest[length + 2 :]
        return whole


class Connection:
    """One keep-alive connection. Reads answers with as little work as is safe, to cost little itself."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Answer:
        """Send one request and wait for the whole of its answer."""
        self.socket.sendall(request)
        received = self.socket.recv(1 << 18)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        answer = Answer(received[:end].lower(), received[end + 4 :])
        body = answer.body
        if answer.chunked:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        elif length := answer.header("Content-Length"):
            while len(body) < int(length):
                body += self._more()
        return Answer(answer.head, body)

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("The server closed the connection in the middle of an answer.")
        return more


# What is saved or toggled goes there and back; a round ends where it began.
TURN = 2


@dataclass(frozen=True)
class Measured:
    """The times of every request, sorted."""

    times: list[float]

    def percentile(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


@dataclass(frozen=True)
class _Task:
    """What one connection does: so many requests from the first on, for about so many seconds."""

    port: int
    request: Request
    connection: int
    first: int
    count: int
    seconds: float
    status: int

    def run(self) -> list[float]:
        """The time that each answer took."""
        connection = Connection(self.port)
        times = []
        until = time.perf_counter() + self.seconds
        for index in range(self.first, self.first + self.count):
            asked = self.request(self.connection, index)
            before = time.perf_counter()
            answer = connection.ask(asked)
            after = time.perf_counter()
            if answer.status != self.status:
                raise RuntimeError(f"Expected {self.status}, got: {answer.head.decode()}")
            times.append(after - before)
            if after > until and (index + 1 - self.first) % TURN == 0:
                break
        return times


def measure(
    port: int, request: Request, *, first: int, count: int, seconds: float, connections: int, status: int
) -> Measured:
    """Ask `count` times on each connection, but not for much longer than `seconds`."""
    numbers = range(connections)
    _current[:] = [_Task(port, request, number, first, count, seconds, status) for number in numbers]
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        pool.map(_nothing, numbers)
        results = pool.map(_run, numbers, chunksize=1)
    return Measured(sorted(time for times in results for time in times))


# Requests are closures, which cannot be sent to a process; forks find them here.
_current: list[_Task] = []


def _nothing(_number: int) -> None:
    """Lets every process of the pool start before the clock does."""


def _run(number: int) -> list[float]:
    return _current[number].run()
