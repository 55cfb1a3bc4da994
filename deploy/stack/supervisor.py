"""Keeps children running: starts again what dies, with a back-off, until it is told to stop."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass

from deploy.stack.processes import Child, PidFiles, Program

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
WELL_AFTER = 20.0
"""Seconds of life after which an earlier failure is forgotten."""
SHOW_LOG_AFTER = 3


def say(text: str = "") -> None:
    print(text, flush=True)


@dataclass
class Watch:
    """One child with its history of failures."""

    child: Child
    failures: int = 0
    again_at: float | None = None

    @property
    def pause(self) -> float:
        return float(min(FIRST_PAUSE * 2**self.failures, LONGEST_PAUSE))


class Supervisor:
    """The children in the order of their start; stopped in the reverse order."""

    def __init__(self, pid_files: PidFiles) -> None:
        self.pid_files = pid_files
        self.watches: list[Watch] = []

    def start(self, program: Program) -> Child:
        watch = Watch(Child(program))
        self.watches.append(watch)
        self._launch(watch)
        return watch.child

    def _launch(self, watch: Watch) -> None:
        watch.child.start()
        self.pid_files.write(watch.child)
        watch.again_at = None

    def look(self) -> None:
        """One round: note who died, start again who has waited long enough."""
        now = time.monotonic()
        for watch in self.watches:
            if watch.again_at is not None:
                if now >= watch.again_at:
                    self._launch(watch)
            elif (status := watch.child.ended()) is not None:
                self._note_death(watch, status, now)

    def _note_death(self, watch: Watch, status: int, now: float) -> None:
        child = watch.child
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)  # what a killed leader left of its group
        if now - child.began > WELL_AFTER:
            watch.failures = 0
        watch.again_at = now + watch.pause
        say(f"{child.program.name} ended ({_reason(status)}); starting it again in {watch.pause:.1f} s")
        watch.failures += 1
        if watch.failures == SHOW_LOG_AFTER:
            say(f"{child.program.name} keeps ending. Its last lines, from {child.program.log}:")
            say(child.last_words())

    def stop(self, *, keep: frozenset[str] = frozenset()) -> None:
        """Ask everybody but the kept ones at once, wait for each; those in `keep` go last, one by one."""
        first = [watch.child for watch in self.watches if watch.child.program.name not in keep]
        last = [watch.child for watch in self.watches if watch.child.program.name in keep]
        for child in first:
            child.ask_to_stop()
        for child in [*reversed(first), *reversed(last)]:
            child.stop()
            self.pid_files.remove(child)


def _reason(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
