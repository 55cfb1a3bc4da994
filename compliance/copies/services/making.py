"""A worker makes the copy: takes it, reads one picture of the database, seals it, says that it is ready.

A worker that is killed leaves its claim behind; after LEASE the sweep hands the copy to another one, which begins
anew: what the dead one wrote lies in a temporary file that no key opens. A worker that was only slow finds at the
end that its attempt is not the current one, and throws its file away.
"""

from __future__ import annotations

import logging
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import connection, transaction

from compliance import audit, locks
from compliance.copies import archive, events, files, vault
from compliance.copies import locks as own_locks
from compliance.copies.enums import CopyState
from compliance.copies.models import PATIENCE, Copy
from compliance.copies.reading import Reader
from core import clock, outbox

KEEP: Final = timedelta(days=7)
LEASE: Final = timedelta(minutes=3)
MOST_ATTEMPTS: Final = 5
EVERY: Final = 1.0  # seconds between two notes of progress

log = logging.getLogger("souk.copies")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive: sealed, stored, not yet announced."""

    path: str
    size: int
    sha256: str
    records: int
    taken_at: datetime
    key: bytes


def make(*, copy_id: int) -> bool:
    """Make one copy; False when there was nothing to do (another worker has it, or it is made).

    Errors are noted and tried again later, five times in all.
    """
    copy = _claim(copy_id)
    if copy is None:
        return False
    try:
        made = _made(copy)
    except Exception as error:
        _note_failure(copy, error)
        raise
    _finish(copy, made)
    return True


def _claim(copy_id: int) -> Copy | None:
    with transaction.atomic():
        now = clock.now()
        copy = own_locks.to_make(copy_id, now)
        if copy is None:
            return None
        copy.state, copy.claimed_until = CopyState.BUILDING, now + LEASE
        copy.attempt, copy.done = copy.attempt + 1, 0
        copy.save(update_fields=["state", "claimed_until", "attempt", "done"])
    return copy


def _made(copy: Copy) -> Made:
    key = vault.new_key()
    with tempfile.TemporaryFile() as spool, _noting(copy) as progress:
        sealer = vault.Sealer(spool, key, str(copy.code))
        with transaction.atomic():
            locks.snapshot()
            taken_at = clock.now()
            reader = Reader(copy.subject)
            records = archive.write(sealer, reader, _holder(copy, reader, taken_at), progress)  # type: ignore[arg-type]
        sealer.finish()
        spool.seek(0)
        path = files.keep(spool, f"{copy.code}-{copy.attempt}-{secrets.token_hex(4)}")
    return Made(path, sealer.size, sealer.sha256, records, taken_at, key)


def _holder(copy: Copy, reader: Reader, taken_at: datetime) -> archive.Holder:
    name = copy.user.get_full_name() if copy.user else ""
    emails = tuple(sorted(reader.subject.emails))
    return archive.Holder(name, emails, copy.user_id, taken_at, str(copy.code))


@contextmanager
def _noting(copy: Copy) -> Iterator[archive.Progress]:
    """Progress on a second connection, because the first one only reads; it also renews the claim."""
    other: Any = connection.copy()
    last = 0.0

    def note(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < EVERY and done:
            return
        last = time.monotonic()
        with other.cursor() as cursor:
            cursor.execute(
                "UPDATE copies_copy SET done = %s, total = %s, claimed_until = clock_timestamp() + %s"
                " WHERE id = %s AND attempt = %s AND state = 'building'",
                [done, total, LEASE, copy.pk, copy.attempt],
            )

    try:
        yield note
    finally:
        other.close()


def _finish(copy: Copy, made: Made) -> None:
    """The copy is ready, unless another attempt has overtaken this one, or its person is gone."""
    token = "" if copy.user_id else secrets.token_urlsafe(32)
    with transaction.atomic():
        fresh = own_locks.copy_of(copy.pk)
        current = fresh is not None and _is_mine(fresh, copy)
        if fresh is not None and current:
            _put(fresh, made, token)
    if not current:
        files.remove(made.path)


def _is_mine(fresh: Copy, copy: Copy) -> bool:
    return fresh.attempt == copy.attempt and fresh.status is CopyState.BUILDING


def _put(copy: Copy, made: Made, token: str) -> None:
    now = clock.now()
    copy.state, copy.claimed_until, copy.failure = CopyState.READY, None, ""
    copy.path, copy.size, copy.sha256, copy.records = made.path, made.size, made.sha256, made.records
    copy.sealed_key = vault.wrapped(made.key, token)
    copy.token_hash = hash_of(token) if token else ""
    copy.taken_at, copy.ready_at, copy.expires_at = made.taken_at, now, now + KEEP
    copy.done = copy.total = max(copy.total, 1)
    copy.save()
    audit.record(events.READY, subject=copy, actor=None, after={"records": made.records, "bytes": made.size})
    outbox.enqueue(events.TELL, {"copy": copy.pk}, key=f"{copy.pk}:ready")
    if token:
        _send_link(copy, token)


def _send_link(copy: Copy, token: str) -> None:
    # The token must not lie in the outbox: the letter is queued here, and nowhere else.
    from compliance.copies import letters  # noqa: PLC0415  letters import the models of this app

    letters.send_link(copy, token)


def _note_failure(copy: Copy, error: Exception) -> None:
    log.error("copies.failed", exc_info=error, extra={"copy": copy.pk, "attempt": copy.attempt})
    with transaction.atomic():
        fresh = own_locks.copy_of(copy.pk)
        if fresh is None or not _is_mine(fresh, copy):
            return
        fresh.failure = type(error).__name__[:200]
        give_up_or_retry(fresh)


def give_up_or_retry(copy: Copy) -> None:
    """After a failure or a dead worker, in the caller's transaction, on the locked row."""
    copy.claimed_until, copy.done = None, 0
    if copy.attempt < MOST_ATTEMPTS:
        copy.state, copy.claimed_until = CopyState.QUEUED, clock.now() + PATIENCE
        outbox.enqueue(
            events.MAKE,
            {"copy": copy.pk},
            key=f"{copy.pk}:{copy.attempt}",
            delay=timedelta(seconds=10 * copy.attempt**2),
        )
    else:
        copy.state = CopyState.FAILED
        audit.record(events.FAILED, subject=copy, actor=None, note=copy.failure)
        outbox.enqueue(events.TELL, {"copy": copy.pk}, key=f"{copy.pk}:failed")
    copy.save(update_fields=["claimed_until", "done", "state", "failure"])


def hash_of(token: str) -> str:
    """A token of 256 random bits needs no slow hash."""
    return sha256(token.encode()).hexdigest()
