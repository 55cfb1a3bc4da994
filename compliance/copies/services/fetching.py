"""Handing the file over: to an account after it proved again who it is, to others by link and one-time code."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.utils.crypto import constant_time_compare

from compliance import audit
from compliance.copies import events, letters, locks
from compliance.copies.enums import CopyState
from compliance.copies.exceptions import CodeWrong, CopyMissing
from compliance.copies.models import CODE_TRIES, CODE_TRIES_IN_ALL, Copy
from core import clock
from core.digits import western

CODE_HOLDS: Final = timedelta(minutes=10)
CODE_REST: Final = timedelta(minutes=1)


def send_code(*, copy: Copy) -> None:
    """A code of six digits to the address that we know; once a minute, and none after twenty wrong ones.

    The newest one counts.
    """
    with transaction.atomic():
        fresh = locks.copy(copy.pk)
        now = clock.now()
        sent = fresh.code_until - CODE_HOLDS if fresh.code_until else None
        if fresh.code_tries >= CODE_TRIES_IN_ALL or (sent and sent + CODE_REST > now):
            return
        number = f"{secrets.randbelow(1_000_000):06}"
        fresh.code_hash, fresh.code_until = _hash(fresh, number), now + CODE_HOLDS
        fresh.save(update_fields=["code_hash", "code_until"])
        audit.record(events.CODE_SENT, subject=fresh, actor=None)
        letters.send_code(fresh, number)


def check_code(*, copy: Copy, typed: str) -> None:
    """Counts each try; after five the code is dead. A code that was right is used up. Raises CodeWrong."""
    with transaction.atomic():
        right = _try(locks.copy(copy.pk), western(typed).strip())
    if not right:
        raise CodeWrong


def note_fetched(*, copy: Copy, by: Any = None) -> None:
    """Counted and written down before the first byte leaves. Raises CopyMissing when it has just expired."""
    with transaction.atomic():
        fresh = locks.copy(copy.pk)
        now = clock.now()
        if not fresh.status.is_there or fresh.expires_at is None or fresh.expires_at <= now:
            raise CopyMissing
        fresh.state, fresh.fetched, fresh.fetched_at = CopyState.FETCHED, fresh.fetched + 1, now
        fresh.save(update_fields=["state", "fetched", "fetched_at"])
        audit.record(events.FETCHED, subject=fresh, actor=by, after={"times": fresh.fetched})


def _try(copy: Copy, typed: str) -> bool:
    alive = bool(copy.code_hash) and copy.code_until is not None and copy.code_until > clock.now()
    right = alive and constant_time_compare(copy.code_hash, _hash(copy, typed))
    copy.code_tries += not right
    if right or copy.code_tries % CODE_TRIES == 0:
        copy.code_hash = ""
    copy.save(update_fields=["code_hash", "code_tries"])
    if not right:
        audit.record(events.CODE_WRONG, subject=copy, actor=None)
    return right


def _hash(copy: Copy, number: str) -> str:
    """Bound to the copy; ten minutes and five tries protect what six digits do not."""
    return sha256(f"{copy.code}:{number}".encode()).hexdigest()
