"""The server as `make run` serves it, killed and started again for every line that comes in.

    python -m tests.durability.server

As there, what is served is loaded once and then forked, so a start takes a moment. Ends with its input.
"""

import os
import signal
import sys
from importlib import import_module

from django.conf import settings


def start() -> int:
    """A server in a process group of its own, which it shares with its workers; gives its number."""
    from programs.management.commands.start import serve

    process = os.fork()
    os.setpgid(process, 0)  # said here and there, so that it is so wherever the next line is read first
    if process == 0:
        serve()
        os._exit(1)
    return process


def kill(process: int) -> None:
    """End the server and its workers in the middle of whatever they do."""
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)


def main() -> None:
    import_module("config.wsgi")
    import_module(settings.ROOT_URLCONF)
    running = start()
    for _line in sys.stdin:
        kill(running)
        running = start()
    kill(running)


if __name__ == "__main__":
    main()
