"""The list of erasures, twice: in the database, and in a file that no restore of the database brings back.

Each line follows from the one before it (`core.chain`), so that a missing or altered one is found. A line is
written before the first record goes: whatever happens afterwards, a restored backup will be told.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from compliance.erasure import locks, traces
from compliance.erasure.exceptions import ListBehind, ListBroken
from compliance.erasure.models import Erasure, ReplayEntry
from core import chain


@dataclass(frozen=True, slots=True)
class Line:
    """One erasure: the number of the account, hashes that recognise the person, and the plan."""

    seq: int
    prev: str
    hash: str
    said: dict[str, Any]

    @property
    def number(self) -> str:
        return str(self.said["erasure"])


def append(row: Erasure) -> None:
    """The erasure's line, in the caller's transaction; nothing when it has one. Locks the list.

    Raises ListBehind when the file knows more than the database, ListBroken, OSError.
    """
    locks.replay_list()
    if not ReplayEntry.objects.filter(erasure_number=row.number).exists():
        _keep(_next_line(check(), _said(row)))


def check() -> ReplayEntry | None:
    """The database's last line. Raises ListBehind when the file knows more, ListBroken, OSError."""
    last = ReplayEntry.objects.order_by("-seq").first()
    if len(read(path())) > (last.seq if last else 0):
        raise ListBehind
    return last


def write_file() -> None:
    """Adds to the file what the database has more, and waits until the disk has it.

    Raises ListBehind, ListBroken, OSError.
    """
    with _opened() as file:
        kept = _parsed(file.read().decode())
        rows = ReplayEntry.objects.order_by("seq")
        if kept:
            known = rows.filter(seq=kept[-1].seq).first()
            if known is None or known.hash != kept[-1].hash:
                raise ListBehind
        for row in rows.filter(seq__gt=len(kept)):
            file.write(_written(row).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(place: Path) -> list[Line]:
    """Every line of the file, proved; an absent file is an empty list. Raises ListBroken, OSError."""
    return _parsed(place.read_text(encoding="utf-8")) if place.exists() else []


def take_in(lines: Sequence[Line]) -> int:
    """Brings the database's list up to the file's; returns how many lines it lacked. Raises ListBroken."""
    locks.replay_list()
    known = dict(ReplayEntry.objects.values_list("seq", "hash"))
    for line in lines:
        if known.get(line.seq, line.hash) != line.hash:
            raise ListBroken(line=line.seq)
    missing = [line for line in lines if line.seq not in known]
    for line in missing:
        _keep(line)
    return len(missing)


def path() -> Path:
    return Path(settings.ERASURE_REPLAY_FILE)


def _said(row: Erasure) -> dict[str, Any]:
    return {
        "erasure": row.number,
        "request": row.request_number,
        "language": row.language,
        "user": row.user_id,
        "mark": traces.hashed(traces.mark_of(row.user)) if row.user is not None else "",
        "emails": row.email_hashes,
        "plan": row.plan_version,
        "proposed_at": row.proposed_at.isoformat(),
    }


def _next_line(last: ReplayEntry | None, said: dict[str, Any]) -> Line:
    prev = last.hash if last else chain.GENESIS
    return Line((last.seq if last else 0) + 1, prev, chain.link(prev, said), said)


def _keep(line: Line) -> None:
    ReplayEntry.objects.create(
        seq=line.seq,
        erasure_number=line.number,
        line=line.said,
        prev_hash=line.prev,
        hash=line.hash,
        written_at=timezone.now(),
    )


def _written(row: ReplayEntry) -> str:
    said = {"seq": row.seq, "prev": row.prev_hash, "hash": row.hash, "line": row.line}
    return json.dumps(said, ensure_ascii=True, sort_keys=True)


def _parsed(text: str) -> list[Line]:
    """Half a line at the end is left out: a crash cut it off, and it will be written again."""
    found: list[Line] = []
    prev = chain.GENESIS
    *whole, _cut = text.split("\n")
    for seq, written in enumerate(whole, start=1):
        try:
            row = json.loads(written)
            line = Line(row["seq"], row["prev"], row["hash"], row["line"])
        except (ValueError, KeyError, TypeError) as error:
            raise ListBroken(line=seq) from error
        if line.seq != seq or line.prev != prev or chain.link(prev, line.said) != line.hash:
            raise ListBroken(line=seq)
        found.append(line)
        prev = line.hash
    return found


@contextmanager
def _opened() -> Iterator[IO[bytes]]:
    """The file, ours alone while it is open, at its end after reading."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _mend(file)
        yield file


def _mend(file: IO[bytes]) -> None:
    """Half a line at the end is what a crash left of a write that nobody relied on yet."""
    text = file.read()
    whole = text.rfind(b"\n") + 1
    if whole < len(text):
        file.truncate(whole)
    file.seek(0)
