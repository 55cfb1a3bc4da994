"""Legal holds: while one stands, nothing of the person is erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.erasure import locks
from compliance.erasure.exceptions import HoldEndsBefore, HoldOver, NotOfficer, OwnCase, ReasonMissing
from compliance.erasure.models import LegalHold
from compliance.rules import is_officer
from core import clock
from core.bidi import clean_line


@transaction.atomic
def hold(
    *, user: Any, reason: str, by: Any, until: datetime | None = None, now: datetime | None = None
) -> LegalHold:
    """From now on nothing of the person is erased; an erasure that has not begun stops before its first step.

    Locks the person, so that an erasure that begins at this moment is either before or after. Raises NotOfficer,
    OwnCase, ReasonMissing, HoldEndsBefore.
    """
    why = clean_line(reason)[:500]
    if not is_officer(by):
        raise NotOfficer
    if user.pk == by.pk:
        raise OwnCase
    if not why:
        raise ReasonMissing
    at = now or clock.now()
    if until is not None and until <= at:
        raise HoldEndsBefore
    locks.person(user.pk)
    row = LegalHold.objects.create(user=user, reason=why, by=by, since=at, until=until)
    audit.record("erasure.hold.placed", subject=row, actor=by, after={"user": user.pk, "until": until})
    return row


@transaction.atomic
def release_hold(*, hold: LegalHold, by: Any, note: str = "", now: datetime | None = None) -> LegalHold:
    """Locks the hold. Raises NotOfficer, OwnCase, HoldOver."""
    if not is_officer(by):
        raise NotOfficer
    row = locks.hold(hold.pk)
    if row.user_id == by.pk:
        raise OwnCase
    if row.released_at is not None:
        raise HoldOver
    row.released_at, row.released_by, row.note = now or clock.now(), by, clean_line(note)[:500]
    row.save(update_fields=["released_at", "released_by", "note"])
    audit.record("erasure.hold.released", subject=row, actor=by, after={"user": row.user_id})
    return row
