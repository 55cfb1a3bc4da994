"""What dies is started again; what keeps dying waits longer each time; stopping leaves nothing."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from deploy.stack.processes import PidFiles, Program, started_at
from deploy.stack.supervisor import LONGEST_PAUSE, Supervisor, Watch

NOTES_ITS_END = """
import signal, sys, time

def end(*_):
    print(time.time(), flush=True)
    sys.exit(0)

signal.signal(signal.SIGTERM, end)
print("up", flush=True)
time.sleep(60)
"""
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def supervisor(tmp_path):
    one = Supervisor(PidFiles(tmp_path / "run"))
    yield one
    one.stop()


@pytest.fixture
def program(tmp_path):
    return lambda name, command=SLEEP: Program(name, command, tmp_path / f"{name}.log", cwd=tmp_path)


def look_until(supervisor: Supervisor, condition, seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        supervisor.look()
        time.sleep(0.02)


def test_a_killed_child_is_started_again_and_written_down(supervisor, program, tmp_path, capsys):
    child = supervisor.start(program("web"))
    first = child.pid
    os.kill(first, signal.SIGKILL)
    look_until(supervisor, lambda: child.pid != first and child.ended() is None)
    assert f'"pid": {child.pid}' in (tmp_path / "run" / "web.pid").read_text()
    assert capsys.readouterr().out == "web ended (signal SIGKILL); starting it again in 0.2 s\n"


def test_the_others_are_left_alone(supervisor, program):
    web, worker = supervisor.start(program("web")), supervisor.start(program("worker"))
    first, other = web.pid, worker.pid
    os.kill(first, signal.SIGKILL)
    look_until(supervisor, lambda: web.pid != first)
    assert worker.pid == other


def test_a_child_that_keeps_ending_shows_its_last_words_once(supervisor, program, capsys):
    supervisor.start(program("web", [sys.executable, "-c", "print('no such table'); raise SystemExit(4)"]))
    look_until(supervisor, lambda: supervisor.watches[0].failures >= 4, 20)
    said = capsys.readouterr().out
    assert said.count("web keeps ending") == 1
    assert "no such table" in said
    assert "(status 4); starting it again in 0.4 s" in said


def test_the_pause_grows_but_not_for_ever(supervisor, program):
    watch = Watch(supervisor.start(program("web")))
    pauses = []
    for failures in range(9):
        watch.failures = failures
        pauses.append(watch.pause)
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_stopping_ends_everybody_the_kept_ones_last(supervisor, program, tmp_path):
    children = [
        supervisor.start(program(name, [sys.executable, "-c", NOTES_ITS_END]))
        for name in ("redis", "web", "beat")
    ]
    look_until(supervisor, lambda: all("up" in child.last_words() for child in children))
    supervisor.stop(keep=frozenset({"redis"}))
    ends = {child.program.name: float(child.last_words(1)) for child in children}
    assert max(ends, key=ends.__getitem__) == "redis"
    assert [started_at(child.pid) for child in children] == [None, None, None]
    assert list((tmp_path / "run").iterdir()) == []
