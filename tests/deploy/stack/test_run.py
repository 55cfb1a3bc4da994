"""`make run`, for real: it comes up, heals, survives kill -9, refuses a second one, leaves nothing."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from deploy.stack.places import ROOT, free_port, short_directory
from deploy.stack.processes import StartFailed, started_at
from deploy.stack.run import Ready, Run, only_one, port_wanted

PATIENCE = 300
OURS = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
HOLD = """
import sys, time
from pathlib import Path
from deploy.stack.run import only_one

with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(3)
"""


class House:
    """One folder's runs, each with its output."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.output = var / "output.txt"

    def start(self) -> subprocess.Popen[bytes]:
        clean = {key: value for key, value in os.environ.items() if key not in OURS}
        env = clean | {"VAR_DIR": str(self.var), "PORT": str(self.port), "DEMO": "0"}
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.stack", "run"], cwd=ROOT, env=env, stdout=out, stderr=out
            )
        return self.process

    def open(self) -> None:
        process = self.start()
        limit = time.monotonic() + PATIENCE
        while "Art Souk is open" not in self.output.read_text():
            assert process.poll() is None, self.output.read_text()
            assert time.monotonic() < limit, self.output.read_text()
            time.sleep(0.1)

    def pid(self, name: str) -> int:
        return int(json.loads((self.var / "run" / f"{name}.pid").read_text())["pid"])

    def status(self) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", "/en/")
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if key not in OURS} | {
            "VAR_DIR": str(self.var)
        }
        command = [sys.executable, "-m", "deploy.stack", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
        )

    def sockets(self) -> Path:
        return Path((self.var / "postgres" / "postmaster.pid").read_text().splitlines()[4])

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.sockets()), port=5432, user="souk", dbname="artsouk", autocommit=True
        )


@pytest.fixture
def house():
    """In a directory that the database's account may pass through, which pytest's own is not."""
    with short_directory() as directory:
        var = directory / "var"
        var.mkdir()
        one = House(var)
        yield one
        if one.process and one.process.poll() is None:
            one.process.terminate()
            one.process.wait(60)


def until(condition, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)


def test_the_house_runs_heals_and_stops(house):
    house.open()
    assert house.status() == 200
    with house.database() as line:
        line.execute("CREATE TABLE kept (n int)")
        line.execute("INSERT INTO kept VALUES (1)")
        assert line.execute("SHOW fsync").fetchone() == ("on",)

    asked = house.run(
        "manage", "shell", "-c", "from django.db import connection as c; print(c.settings_dict['HOST'])"
    )
    assert asked.stdout.splitlines()[-1] == str(house.sockets())
    assert (house.var / "run" / "environment.json").stat().st_mode & 0o077 == 0

    before = {name: house.pid(name) for name in ("postgres", "redis", "web", "worker", "beat")}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    until(lambda: all(house.pid(name) != pid for name, pid in before.items()))
    until(lambda: house.status() == 200)

    second = house.run("run")
    assert second.returncode == 1
    assert f"running already: http://127.0.0.1:{house.port}" in second.stderr

    assert house.process is not None
    house.process.kill()
    house.process.wait()
    house.open()
    with house.database() as line:
        assert line.execute("SELECT n FROM kept").fetchall() == [(1,)]

    everybody = [house.pid(name) for name in before]
    house.process.terminate()
    assert house.process.wait(60) == 0
    assert [started_at(pid) for pid in everybody] == [None] * 5
    assert sorted(path.name for path in (house.var / "run").iterdir()) == ["lock"]


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("1", 1), ("8001", 8001), ("65535", 65535)])
def test_a_port_is_taken_from_the_environment(text, port):
    assert port_wanted(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "80.5", "٨٠٠٠", " 8000"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(StartFailed, match="PORT must be a number"):
        port_wanted(text)


def test_commands_beside_the_site_need_the_site(house):
    done = house.run("manage", "check")
    assert done.returncode == 1
    assert "not running" in done.stderr


def test_a_run_that_is_stopping_is_waited_for(tmp_path):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD,
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with only_one(tmp_path):
        assert holder.wait(30) == 0
    holder.stdout.close()


class Filling(Run):
    """A run that only notes what it would run in the foreground."""

    def __init__(self, var: Path, status: int = 0) -> None:
        super().__init__(var=var, port=8000)
        self.status = status
        self.ran: list[list[str]] = []

    def foreground(self, command: list[str]) -> int:
        self.ran.append(command[1:])
        return self.status


@pytest.fixture
def filling(tmp_path, monkeypatch):
    monkeypatch.delenv("DEMO", raising=False)
    return lambda status=0: Filling(tmp_path, status)


DEMO = ["manage.py", "demo"]


def test_an_empty_house_is_filled_once(filling):
    run = filling()
    run.fill(Ready(["demo"], "", empty=True))
    run.fill(Ready(["demo"], "", empty=False))
    assert run.ran == [DEMO]


def test_a_filling_that_was_cut_off_is_taken_up_again(filling):
    broken, again = filling(status=1), filling()
    broken.fill(Ready(["demo"], "", empty=True))
    again.fill(Ready(["demo"], "", empty=False))
    again.fill(Ready(["demo"], "", empty=False))
    assert (broken.ran, again.ran) == ([DEMO], [DEMO])


def test_nobody_who_wants_an_empty_house_gets_a_demo(filling, monkeypatch):
    run = filling()
    run.fill(Ready(["check"], "", empty=True))
    monkeypatch.setenv("DEMO", "0")
    run.fill(Ready(["demo"], "", empty=True))
    assert run.ran == []
