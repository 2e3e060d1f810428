"""Runs processes side by side: they start together, and when one ends so do the others."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_together(
    work: Mapping[str, Callable[[], None]],
    *,
    ready: Callable[[], bool],
    when_ready: Callable[[], None],
    say: Callable[[str], None],
    patience: float = 30.0,
) -> int:
    """Run each piece of work in a process of its own until a signal comes or one of them ends.

    `ready` is asked until it says yes, then `when_ready` is called once. A signal asks every process
    to stop; a second signal, or `patience` seconds, ends them. Returns the exit status: 0 when asked
    to stop and everything ended in good order, else 1.

    The processes are forks, so that what is loaded here need not be loaded again: hold no database
    connection and no thread when calling this.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(name=name, target=_alone, args=(run,)) for name, run in work.items()]
    for process in processes:
        process.start()
    signals: list[int] = []

    def stop(number: int, frame: object) -> None:
        signals.append(number)
        end(processes, now=len(signals) > 1)

    for number in STOPPING:
        signal.signal(number, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    announced, failed, deadline = False, False, float("inf")
    while alive := [process for process in processes if process.is_alive()]:
        wait([process.sentinel for process in alive], timeout=0.5 if announced else 0.02)
        if not announced and not signals and ready():
            announced = True
            when_ready()
        ended = [process for process in processes if not process.is_alive()]
        for process in ended:
            _end_what_it_left(process)
        if ended and not signals and not failed:
            failed = True
            say(f"The {ended[0].name} ended by itself ({_status(ended[0])}), so everything stops.")
            end(processes, now=False)
        if (signals or failed) and deadline == float("inf"):
            deadline = time.monotonic() + patience
        if time.monotonic() > deadline:
            end(processes, now=True)
    _wait_for_what_they_left(processes, patience)
    # Who was asked to stop before it could listen for that ends by the very signal.
    in_order = (0, -signal.SIGTERM) if signals else (0,)
    return int(failed or any(process.exitcode not in in_order for process in processes))


def end(processes: list[ForkProcess], *, now: bool) -> None:
    """Ask the processes to stop, or end them at once."""
    for process in processes:
        if process.is_alive():
            process.kill() if now else process.terminate()


def _end_what_it_left(process: ForkProcess, *, now: bool = False) -> bool:
    """Ask what a process left to stop, or end it; whether there was anything.

    A process that was killed could not stop its own children; they are in its session.
    """
    assert process.pid is not None
    try:
        os.killpg(process.pid, signal.SIGKILL if now else signal.SIGTERM)
    except (ProcessLookupError, PermissionError):  # nobody, or only who has ended
        return False
    return True


def _wait_for_what_they_left(processes: list[ForkProcess], patience: float) -> None:
    """Children are told until they go: one that is just starting may not have listened the first time."""
    deadline = time.monotonic() + patience
    while sum(_end_what_it_left(process) for process in processes):  # each is told
        if time.monotonic() > deadline:
            for process in processes:
                _end_what_it_left(process, now=True)
            return
        time.sleep(0.05)


def _alone(run: Callable[[], None]) -> None:
    """Run in a session of its own: Ctrl-C reaches only the parent, which then asks each once."""
    os.setsid()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    run()


def _end_with_parent() -> None:
    """A process whose parent was killed must not keep the port."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _status(process: ForkProcess) -> str:
    code = process.exitcode or 0
    return f"exit status {code}" if code >= 0 else signal.Signals(-code).name
