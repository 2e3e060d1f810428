"""A small load generator: keep-alive connections, each in a process of its own, one request at a time."""

import multiprocessing
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

# The bytes of the n-th request of a connection.
Request = Callable[[int, int], bytes]


class Connection:
    """One keep-alive connection. Reads answers with as little work as is safe, to cost little itself."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[bytes, bytes]:
        """Send one request and return head and body of its answer, as they came."""
        self.socket.sendall(request)
        received = self.socket.recv(1 << 18)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head, body = received[:end].lower(), received[end + 4 :]
        if b"transfer-encoding: chunked" in head:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        elif b"content-length: " in head:
            length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
            while len(body) < length:
                body += self._more()
        return head, body

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionError("The server closed the connection in the middle of an answer.")
        return more


def without_chunks(head: bytes, body: bytes) -> bytes:
    """The body itself, when it came in chunks."""
    if b"transfer-encoding: chunked" not in head:
        return body
    whole = b""
    while body:
        size, body = body.split(b"\r\n", 1)
        length = int(size, 16)
        whole += body[:length]
        body = body[length + 2 :]
        if length == 0:
            break
    return whole


def status_of(head: bytes) -> int:
    return int(head.split(b" ", 2)[1])


# Bodies that follow on one another repeat after so many requests; a round ends after a whole turn.
TURN = 5


@dataclass(frozen=True)
class Measured:
    """Times in seconds of every request, sorted."""

    times: list[float]

    def percentile(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


def _drive(
    port: int, request: Request, number: int, first: int, count: int, seconds: float, status: int
) -> list[float]:
    connection = Connection(port)
    times = []
    until = time.perf_counter() + seconds
    for index in range(first, first + count):
        asked = request(number, index)
        before = time.perf_counter()
        head, _body = connection.ask(asked)
        after = time.perf_counter()
        if status_of(head) != status:
            raise RuntimeError(f"Expected {status}, got: {head.decode()}")
        times.append(after - before)
        if after > until and (index + 1 - first) % TURN == 0:
            break
    return times


def measure(
    port: int,
    request: Request,
    *,
    first: int,
    count: int,
    seconds: float,
    connections: int,
    status: int,
) -> Measured:
    """Ask `count` times on each connection, but not for longer than `seconds`."""
    tasks = [(port, request, number, first, count, seconds, status) for number in range(connections)]
    _current.clear()
    _current.extend(tasks)
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        pool.map(_nothing, range(connections))
        results = pool.map(_run, range(connections), chunksize=1)
    return Measured(sorted(time for times in results for time in times))


# Requests are closures, which cannot be sent to a process; forks find them here.
_current: list[tuple[int, Request, int, int, int, float, int]] = []


def _nothing(_number: int) -> None:
    """Lets every process of the pool start before the clock does."""


def _run(number: int) -> list[float]:
    return _drive(*_current[number])
