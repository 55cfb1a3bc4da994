"""`make run`: the whole site on this machine, until Ctrl-C."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from deploy.stack import postgres, redis
from deploy.stack.beside import ENVIRONMENT, write_environment
from deploy.stack.places import ROOT, port_is_taken, short_directory, sweep, variable_directory
from deploy.stack.processes import (
    Child,
    PidFiles,
    Program,
    StartFailed,
    die_with_parent,
    end_group,
    tell_parents_death,
)
from deploy.stack.supervisor import Supervisor, say

TICK = 0.2
GRACE_FOR_THE_LAST_ONE = 2.0
LONGEST_STOP = 40.0
WEB_PATIENCE = 90.0
ERROR_PATIENCE = 15.0
BIGGEST_LOG = 20_000_000
PARTS = frozenset({"postgres", "redis"})
INTERNAL_ERROR = 500


class Told(BaseException):
    """A signal asked us to stop; everything unwinds."""


@dataclass(frozen=True)
class Ready:
    """What the preparation reports: the commands that there are, the set-up line, whether there are no works."""

    commands: list[str]
    setup: str
    empty: bool


@dataclass
class Run:
    """One start of the site."""

    until_parent_ends: bool = False
    var: Path = field(default_factory=variable_directory)
    port: int = field(default_factory=lambda: port_wanted(os.environ.get("PORT", "")))
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parent = os.getppid()
        self.supervisor = Supervisor(PidFiles(self.var / "run"))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def main(self) -> int:
        self.var.mkdir(parents=True, exist_ok=True)
        with suppress(Told), signals(), only_one(self.var / "run"), short_directory() as directory:
            if self.until_parent_ends:
                tell_parents_death(signal.SIGTERM)  # when `make` is killed the site shall not linger
            try:
                self.begin(directory)
                self.watch()
            finally:
                ignore_signals()
                for name in ("address", ENVIRONMENT):
                    (self.var / "run" / name).unlink(missing_ok=True)
                say("\nStopping.")
                self.supervisor.stop(keep=PARTS)
        return 0

    def begin(self, directory: Path) -> None:
        sweep()
        for name in self.supervisor.pid_files.end_leftovers():
            say(f"Stopped {name}, left behind by a run that was killed")
        if port_is_taken(self.port):
            raise StartFailed(f"Port {self.port} is taken by another program. Choose one: make run PORT=8001")
        note(self.var / "run", self.address)
        self.env = {
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.local"),
            "SITE_URL": os.environ.get("SITE_URL", self.address),
            "PYTHONUNBUFFERED": "1",
        }
        self.start_parts(directory)
        write_environment(self.var, self.env)
        ready = self.prepare(directory / "report.json")
        say("Starting the site")
        web = self.supervisor.start(self.program("web", uvicorn(self.port)))
        self.wait_for(web)
        self.start_daemons(ready.commands)
        self.fill(ready)
        self.greet(ready.setup)

    def log(self, name: str) -> Path:
        path = self.var / "log" / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > BIGGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path

    def start_parts(self, directory: Path) -> None:
        """PostgreSQL and Redis, where the environment does not name others; started together."""
        starting: list[tuple[postgres.Postgres | redis.Redis, Child]] = []
        if not os.environ.get("DATABASE_URL"):
            data = postgres.data_directory(self.var)
            database = postgres.kept(data, directory / "s", self.log("postgres"))
            postgres.refuse_foreign(data, database.account)
            say("Starting PostgreSQL" if data.exists() else f"Making a database in {data}")
            self.env["DATABASE_URL"] = database.url
            starting.append((database, self.supervisor.start(database.program())))
        if not os.environ.get("REDIS_URL"):
            say("Starting Redis")
            memory = redis.Redis(self.var / "redis", self.log("redis"), keep=True)
            self.env["REDIS_URL"] = memory.url
            starting.append((memory, self.supervisor.start(memory.program())))
        for server, child in starting:
            server.wait(child)

    def prepare(self, report: Path) -> Ready:
        if self.foreground([sys.executable, "-m", "deploy.stack.prepare", str(report)]):
            raise StartFailed("The site could not be prepared; the reason stands above.")
        return Ready(**json.loads(report.read_text(encoding="utf-8")))

    def foreground(self, command: list[str]) -> int:
        """Run to its end with its words on the screen, the children watched meanwhile; its status."""
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **self.env},
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509
        ) as work:
            try:
                while (status := work.poll()) is None:
                    self.supervisor.look()
                    time.sleep(TICK)
            except BaseException:
                end_group(work.pid, signal.SIGTERM, 5.0, lambda: work.poll() is not None)
                raise
        return status

    def fill(self, ready: Ready) -> None:
        """The demo, on the first start, while the site is open already; taken up again where it was cut off."""
        begun = self.var / "demo-begun"
        if (
            "demo" not in ready.commands
            or os.environ.get("DEMO") == "0"
            or not (ready.empty or begun.exists())
        ):
            return
        say(f"The pages are up: {self.address}. Filling them with a market takes some minutes, this once.")
        begun.touch()
        if self.foreground([sys.executable, "manage.py", "demo"]):
            say(
                "The demo could not be filled; the reason stands above. It is tried again with the next start."
            )
        else:
            begun.unlink()

    def start_daemons(self, commands: list[str]) -> None:
        """Only when the pages are up: on two cores they would be up much later beside five other starts."""
        self.supervisor.start(self.program("worker", celery("worker", "-c", "2", "--without-mingle")))
        schedule = str(self.var / "beat-schedule")
        self.supervisor.start(self.program("beat", celery("beat", "-s", schedule, "--pidfile=")))
        for name in ("relay", "closer"):
            if f"run_{name}" in commands:
                self.supervisor.start(self.program(name, [sys.executable, "manage.py", f"run_{name}"]))

    def program(self, name: str, command: list[str]) -> Program:
        return Program(name, command, self.log(name), env=self.env, cwd=ROOT)

    def wait_for(self, web: Child) -> None:
        """Until a page comes back. Raises StartFailed when it dies, is silent, or only shows errors."""
        limit = time.monotonic() + WEB_PATIENCE
        errors_until = time.monotonic() + ERROR_PATIENCE
        while (status := answer(self.address)) is None or status >= INTERNAL_ERROR:
            now = time.monotonic()
            if web.ended() is not None or now > limit or (status and now > errors_until):
                words = web.last_words(30)
                raise StartFailed(f"The site did not start. The end of {web.program.log}:\n{words}")
            time.sleep(TICK)

    def greet(self, setup: str) -> None:
        say(f"\nArt Souk is open: {self.address}")
        accounts = self.var / "demo-accounts.txt"
        if accounts.exists():
            say(f"\n{accounts.read_text(encoding='utf-8').rstrip()}")
        if setup:
            say(f"\nThere is no administrator yet. Set the house up here, once:\n{setup}")
        say(f"\nLogs: {self.var / 'log'}. Stop with Ctrl-C.")

    def watch(self) -> None:
        while not (self.until_parent_ends and os.getppid() != self.parent):
            self.supervisor.look()
            time.sleep(TICK)


def port_wanted(text: str) -> int:
    """The port from the environment. Raises StartFailed when it is none."""
    if not text:
        return 8000
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 2**16:
        raise StartFailed(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def uvicorn(port: int) -> list[str]:
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--lifespan", "off", "--no-access-log", "--proxy-headers"]
    # Without deflate a text that goes to a thousand sockets is not compressed a thousand times.
    command += ["--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
    return [*command, "--timeout-graceful-shutdown", "3"]


def celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "config", *arguments, "--loglevel", "INFO"]


def answer(address: str) -> int | None:
    """The status of a small page; None while nobody answers."""
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    try:
        line.request("GET", "/health/live")
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


def note(directory: Path, text: str) -> None:
    (directory / "address").write_text(text, encoding="utf-8")


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Hold the project's lock. Raises StartFailed when a run that means to stay holds it.

    A run whose `make` was killed needs a moment to notice and a few seconds to stop: that one is waited for.
    """
    directory.mkdir(parents=True, exist_ok=True)
    address = directory / "address"
    with (directory / "lock").open("a") as lock:
        began = time.monotonic()
        while not _locked(lock.fileno()):
            waited = time.monotonic() - began
            staying = address.exists() and waited > GRACE_FOR_THE_LAST_ONE
            if staying or waited > LONGEST_STOP:
                where = address.read_text(encoding="utf-8") if address.exists() else "another address"
                raise StartFailed(f"The site of this folder is running already: {where}")
            time.sleep(TICK)
        yield


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def signals() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP unwind the run, once."""

    def told(_number: int, _frame: FrameType | None) -> None:
        ignore_signals()
        raise Told

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, told)
    yield


def ignore_signals() -> None:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
