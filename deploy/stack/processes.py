"""Child processes: start them in a group of their own, know them again, stop them for certain."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.stack.places import Account, account_arguments

PR_SET_PDEATHSIG = 1
TICK = 0.05


class StartFailed(Exception):
    """A part did not come up; the text says which, why, and shows its last words."""


@dataclass(frozen=True)
class Program:
    """What to run and how to end it."""

    name: str
    command: list[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    account: Account | None = None
    cwd: Path = Path("/")
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    """Seconds between the polite signal and SIGKILL."""


def started_at(pid: int) -> str | None:
    """When the process began, as the system tells it; None when there is none (a zombie counts as none)."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        )
    except FileNotFoundError:
        return _started_at_by_ps(pid) if not Path("/proc/self").exists() else None
    except (ProcessLookupError, IndexError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def _started_at_by_ps(pid: int) -> str | None:
    asked = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or None


def die_with_parent(signum: int) -> Callable[[], None] | None:
    """What a child calls before its program starts: on Linux it is signalled when we are killed."""
    if not sys.platform.startswith("linux"):
        return None
    parent = os.getpid()

    def ask() -> None:
        tell_parents_death(signum)
        if os.getppid() != parent:
            os.kill(os.getpid(), signum)

    return ask


def tell_parents_death(signum: int) -> None:
    """Have the kernel signal this process when its parent ends; nothing where there is no such thing."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signum)


class Child:
    """A running program. Its group holds its own children too."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.began = 0.0

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def start(self) -> None:
        program = self.program
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("ab") as log:
            self.process = subprocess.Popen(
                _launcher(program),
                cwd=program.cwd,
                env={**os.environ, **program.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=None if program.account else die_with_parent(program.stop_signal),  # noqa: PLW1509
                **account_arguments(program.account),
            )
        self.began = time.monotonic()

    def ended(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Ask, wait, insist; afterwards nothing of its group is left."""
        if self.process is None:
            return
        end_group(self.process.pid, self.program.stop_signal, self.program.patience, self._gone)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(self.program.stop_signal)

    def _gone(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def last_words(self, lines: int = 15) -> str:
        return last_lines(self.program.log, lines)


def _launcher(program: Program) -> list[str]:
    """Changing the account clears the wish to die with the parent; setpriv voices it again afterwards."""
    setpriv = shutil.which("setpriv")
    if program.account is None or setpriv is None:
        return program.command
    signame = program.stop_signal.name.removeprefix("SIG")
    return [setpriv, "--pdeathsig", signame, "--", *program.command]


def last_lines(path: Path, count: int) -> str:
    with suppress(OSError):
        text = path.read_text(encoding="utf-8", errors="replace")[-20_000:]
        return "\n".join(text.splitlines()[-count:])
    return ""


def end_group(pid: int, polite: signal.Signals, patience: float, gone: Callable[[], bool]) -> None:
    """Signal the leader politely, wait `patience` seconds, then kill what is left of its group."""
    with suppress(ProcessLookupError):
        os.kill(pid, polite)
    limit = time.monotonic() + patience
    while not gone() and time.monotonic() < limit:
        time.sleep(TICK)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


class PidFiles:
    """What runs is written down, so that the next start finds what a killed supervisor left."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def write(self, child: Child) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        note = {
            "pid": child.pid,
            "started": started_at(child.pid),
            "signal": int(child.program.stop_signal),
        }
        path = self.directory / f"{child.program.name}.pid"
        half = path.with_suffix(".new")  # renamed when it is whole: nobody ever reads half a note
        half.write_text(json.dumps(note), encoding="ascii")
        half.replace(path)

    def remove(self, child: Child) -> None:
        (self.directory / f"{child.program.name}.pid").unlink(missing_ok=True)

    def end_leftovers(self) -> list[str]:
        """Stop each written-down process that is still the same one; the names of those found."""
        found = []
        for path in sorted(self.directory.glob("*.pid")):
            if _end_leftover(path):
                found.append(path.stem)
            path.unlink(missing_ok=True)
        return found


def _end_leftover(path: Path) -> bool:
    try:
        note = json.loads(path.read_text(encoding="ascii"))
        pid, started, signum = int(note["pid"]), note["started"], signal.Signals(note["signal"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if not started or started_at(pid) != started:
        return False
    end_group(pid, signum, 15.0, lambda: started_at(pid) != started)
    return True
