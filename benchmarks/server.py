"""A temporary installation of the product, filled, and served by granian as `make run` serves it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def installed(*, settings: str) -> Iterator[int]:
    """Point the settings at a database of our own, made and empty of people; gives the port to serve on."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="setwise-bench-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE=settings,
            SETWISE_VAR=folder,
            SITE_URL=f"http://localhost:{port}",
            EMAIL_URL="dummymail://",
            DEBUG="0",
        )
        for name in ("DATABASE_URL", "STATIC_ROOT"):
            os.environ.pop(name, None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_catalogue", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield port


@contextmanager
def serving(port: int) -> Iterator[None]:
    """Two workers of one thread each, until the block ends."""
    from django.db import connections

    connections.close_all()  # what forks from here on must not share them
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    with subprocess.Popen(command, cwd=ROOT) as server:
        try:
            _wait_for(port, server)
            yield
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit("The server did not start.") from None
            time.sleep(0.05)
