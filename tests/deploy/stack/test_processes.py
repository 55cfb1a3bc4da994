"""Children end for certain, with all that they started; leftovers of a killed run are known again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.stack.processes import Child, PidFiles, Program, started_at

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = """
import subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(inner.pid, flush=True)
time.sleep(60)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""


def until(condition, seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def child(tmp_path):
    made: list[Child] = []

    def make(command: list[str], **options) -> Child:
        one = Child(Program("one", command, tmp_path / "one.log", cwd=tmp_path, **options))
        one.start()
        made.append(one)
        return one

    yield make
    for one in made:
        one.stop()


def test_stop_ends_the_child_and_what_it_started(child):
    one = child([sys.executable, "-c", PARENT])
    until(one.program.log.read_text)
    inner = int(one.program.log.read_text())
    assert started_at(inner) is not None
    one.stop()
    assert one.ended() == -signal.SIGTERM
    until(lambda: started_at(inner) is None)


def test_a_child_that_will_not_listen_is_killed_when_patience_ends(child):
    one = child([sys.executable, "-c", STUBBORN], patience=0.2)
    until(lambda: "deaf" in one.program.log.read_text())
    one.stop()
    assert one.ended() == -signal.SIGKILL


def test_what_a_child_says_goes_to_its_log(child):
    one = child([sys.executable, "-c", "import sys; print('a'); print('b', file=sys.stderr); sys.exit(3)"])
    until(lambda: one.ended() is not None)
    assert one.ended() == 3
    assert sorted(one.last_words().split()) == ["a", "b"]


def test_a_child_dies_with_a_supervisor_that_was_killed(tmp_path):
    script = f"""
import sys, time
from pathlib import Path
from deploy.stack.processes import Child, Program
child = Child(Program("x", {SLEEP!r}, Path({str(tmp_path)!r}) / "x.log"))
child.start()
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        assert started_at(pid) is not None
        supervisor.kill()
    until(lambda: started_at(pid) is None)


def test_leftovers_are_ended_and_named(child, tmp_path):
    one = child(SLEEP)
    files = PidFiles(tmp_path / "run")
    files.write(one)
    assert files.end_leftovers() == ["one"]
    assert one.ended() == -signal.SIGTERM
    assert list((tmp_path / "run").iterdir()) == []


def test_another_process_with_the_same_number_is_left_alone(child, tmp_path):
    one = child(SLEEP)
    files = PidFiles(tmp_path / "run")
    files.write(one)
    path = tmp_path / "run" / "one.pid"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"started": "1"}))
    assert files.end_leftovers() == []
    assert one.ended() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1}'])
def test_a_spoilt_pid_file_is_thrown_away(tmp_path, text):
    (tmp_path / "one.pid").write_text(text)
    assert PidFiles(tmp_path).end_leftovers() == []
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_gone_has_no_start_time():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert started_at(gone.pid) is None
    assert started_at(os.getpid()) == started_at(os.getpid())
    assert Path("/proc/self").exists()
