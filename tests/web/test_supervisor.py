"""Processes that run side by side start together and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from web.supervisor import run_together

folder = Path(sys.argv[1])

def steady():
    (folder / "steady").write_text(str(os.getpid()))
    time.sleep(60)

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (folder / "stubborn").write_text(str(os.getpid()))
    time.sleep(60)

def polite():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    (folder / "polite").write_text(str(os.getpid()))
    time.sleep(60)

def deaf_at_first():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (folder / "steady").write_text(str(os.getpid()))
    time.sleep(1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    time.sleep(60)

def fertile(child=steady):
    if os.fork() == 0:
        child()
    while not (folder / "steady").exists():
        time.sleep(0.01)
    (folder / "fertile").write_text(str(os.getpid()))
    time.sleep(60)

def with_a_deaf_child():
    fertile(deaf_at_first)

def with_a_stubborn_child():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # which its child has from it
    fertile()

def crashing():
    while not (folder / "polite").exists():
        time.sleep(0.01)
    sys.exit(3)

names = sys.argv[2:]
sys.exit(run_together(
    {name: globals()[name] for name in names},
    ready=lambda: (folder / names[0]).exists(),
    when_ready=lambda: print("ready", flush=True),
    say=lambda text: print(text, flush=True),
    patience=2 if "with_a_stubborn_child" in names else 20,
))
"""


def start(folder: Path, *names: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), *names],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until(true: Callable[[], object]) -> None:
    until = time.monotonic() + 15
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def process_of(folder: Path, name: str) -> int:
    wait_until(lambda: (folder / name).exists() and (folder / name).read_text())
    return int((folder / name).read_text())


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_signal_stops_every_process_in_good_order(tmp_path: Path) -> None:
    with start(tmp_path, "polite") as parent:
        polite = process_of(tmp_path, "polite")
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(15) == 0
    assert not is_running(polite)


def test_who_is_asked_before_it_listens_for_that_stops_in_good_order_too(tmp_path: Path) -> None:
    with start(tmp_path, "steady", "polite") as parent:
        steady = process_of(tmp_path, "steady")
        process_of(tmp_path, "polite")
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(15) == 0
    assert not is_running(steady)


def test_a_process_that_ends_by_itself_stops_the_others_with_a_failure(tmp_path: Path) -> None:
    with start(tmp_path, "polite", "crashing") as parent:
        polite = process_of(tmp_path, "polite")
        assert parent.wait(15) == 1
        assert parent.stdout is not None
        said = "The crashing ended by itself (exit status 3), so everything stops.\n"
        assert said in parent.stdout.read()
    assert not is_running(polite)


def test_a_second_signal_ends_what_does_not_want_to_stop(tmp_path: Path) -> None:
    with start(tmp_path, "stubborn") as parent:
        stubborn = process_of(tmp_path, "stubborn")
        parent.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert is_running(stubborn)
        parent.send_signal(signal.SIGINT)
        assert parent.wait(15) == 1
    assert not is_running(stubborn)


def test_nothing_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    with start(tmp_path, "polite", "steady") as parent:
        polite, steady = process_of(tmp_path, "polite"), process_of(tmp_path, "steady")
        parent.kill()
        parent.wait(15)
    wait_until(lambda: not is_running(polite) and not is_running(steady))


def test_a_process_that_was_killed_leaves_no_child_behind(tmp_path: Path) -> None:
    with start(tmp_path, "fertile", "polite") as parent:
        child = process_of(tmp_path, "steady")
        os.kill(process_of(tmp_path, "fertile"), signal.SIGKILL)
        assert parent.wait(15) == 1
    wait_until(lambda: not is_running(child))


def test_a_child_that_could_not_hear_yet_is_told_again(tmp_path: Path) -> None:
    with start(tmp_path, "with_a_deaf_child", "polite") as parent:
        child = process_of(tmp_path, "steady")
        os.kill(process_of(tmp_path, "fertile"), signal.SIGKILL)
        assert parent.wait(15) == 1
    wait_until(lambda: not is_running(child))


def test_a_child_that_does_not_want_to_stop_is_ended(tmp_path: Path) -> None:
    with start(tmp_path, "with_a_stubborn_child", "polite") as parent:
        child = process_of(tmp_path, "steady")
        os.kill(process_of(tmp_path, "fertile"), signal.SIGKILL)
        assert parent.wait(15) == 1
    wait_until(lambda: not is_running(child))
