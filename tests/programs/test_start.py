"""One command prepares an installation, serves it and stops in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from programs.management.commands.start import refuse_taken_port

pytestmark = pytest.mark.sqlite_only  # each of these installations has its own SQLite


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def started(var: Path, port: int, **environment: str) -> Iterator[subprocess.Popen[str]]:
    names = {"DATABASE_URL", "SITE_URL", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE"}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    with subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=settings.BASE_DIR,
        env={**inherited, "SETWISE_VAR": str(var), "PORT": str(port), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said_until_ready(process: subprocess.Popen[str]) -> str:
    """What it printed up to its last line before it serves."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Database:"):
            return said
    raise AssertionError(f"It ended:\n{said}")


def children_of(process: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


def test_an_empty_folder_becomes_an_installation_that_stops_when_asked(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path, port) as process:
        said = said_until_ready(process)
        assert f"Setwise is ready at http://localhost:{port}" in said
        for email in ("trainer@demo.example", "client@demo.example", "other@demo.example"):
            assert f"  {email}\n" in said
        assert status_of(f"http://localhost:{port}/account/login/") == 200
        assert status_of(f"http://127.0.0.1:{port}/account/login/") == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_an_installation_without_demo_is_empty_and_starts_again(tmp_path: Path) -> None:
    with started(tmp_path, free_port(), DEMO="0") as process:
        assert "demo.example" not in said_until_ready(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    with started(tmp_path, free_port(), DEMO="0") as process:
        assert "Preparing the database" not in said_until_ready(process)
        kill_the_server(process)


def kill_the_server(process: subprocess.Popen[str]) -> None:
    """Everything stops with it, and says so by the exit status."""
    server, worker = children_of(process.pid)
    until = time.monotonic() + 20
    while len(answering := children_of(server)) < 2:  # ready is when the first one answers
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(server, signal.SIGKILL)
    assert process.wait(20) == 1
    until = time.monotonic() + 10
    while any(Path(f"/proc/{number}").exists() for number in (worker, *answering)):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_taken_port_is_said_before_anything_is_done() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Choose another: make run PORT={port + 1}"):
            refuse_taken_port("127.0.0.1", port)
