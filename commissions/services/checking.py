"""Held texts: kept until a person of the house has cleared or refused them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions import events, locks, rules, screening, signals
from commissions.enums import ScreenedKind, ScreeningState
from commissions.exceptions import DecidedAlready, NotYours, ReasonMissing
from commissions.models import Commission, Screening
from compliance import audit
from core import clock
from core.bidi import clean_line

if TYPE_CHECKING:
    from accounts.models import User

Decided = Callable[[Screening, "User", datetime], None]
_followers: dict[str, Decided] = {}


def follows(kind: ScreenedKind) -> Callable[[Decided], Decided]:
    """Registers what follows a decision about texts of a kind in this app."""

    def register(work: Decided) -> Decided:
        _followers[kind] = work
        return work

    return register


@transaction.atomic
def hold(
    *,
    kind: ScreenedKind,
    subject: int,
    commission: Commission,
    author: User,
    texts: Sequence[str | None],
    now: datetime | None = None,
) -> Screening | None:
    """Looks at texts that were written together; None when they may be read at once.

    Otherwise a row of the queue, and the caller keeps the text from the other side until the decision comes
    (`signals.screening_decided`, sent in its transaction). A text that was written anew while it waited takes
    the place of the older one.
    """
    text = screening.BREAK.join(part for part in texts if part)
    found = screening.hits(text)
    drop(kind=kind, subject=subject)
    if not found:
        return None
    row = Screening.objects.create(
        kind=kind,
        subject_pk=subject,
        commission=commission,
        author=author,
        text=text,
        hits=screening.as_data(found),
        created_at=now or clock.now(),
    )
    kinds = sorted({str(hit.kind) for hit in found})
    audit.record("commissions.text.held", subject=row, actor=author, after={"found": kinds})
    return row


def drop(*, kind: ScreenedKind, subject: int) -> None:
    """What waited is overtaken: taken back or written anew by its author."""
    rows = Screening.objects.filter(kind=kind, subject_pk=subject, state=ScreeningState.PENDING)
    rows.update(state=ScreeningState.REFUSED, reason="—", decided_at=clock.now())


def clear(*, row: Screening, by: User, now: datetime | None = None) -> None:
    """It may be read. Locks the commission, then the row. Raises NotYours, DecidedAlready."""
    _decide(row, ScreeningState.CLEARED, by=by, reason="", now=now)


def refuse(*, row: Screening, by: User, reason: str, now: datetime | None = None) -> None:
    """It stays with its author, who is told why. Raises NotYours, DecidedAlready, ReasonMissing."""
    words = clean_line(reason)[:500]
    if not words:
        raise ReasonMissing
    _decide(row, ScreeningState.REFUSED, by=by, reason=words, now=now)


@transaction.atomic
def _decide(row: Screening, state: ScreeningState, *, by: User, reason: str, now: datetime | None) -> None:
    if not rules.may_screen(by) or row.author_id == by.pk:
        raise NotYours
    locks.commission(row.commission_id)
    locked = locks.screening(row.pk)
    if locked.state != ScreeningState.PENDING:
        raise DecidedAlready
    moment = now or clock.now()
    locked.state, locked.reason, locked.decided_by, locked.decided_at = state, reason, by, moment
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    audit.record(f"commissions.text.{state}", subject=locked, actor=by, after={"state": str(state)})
    if follow := _followers.get(locked.kind):
        follow(locked, by, moment)
    signals.screening_decided.send(sender=Screening, screening=locked)
    events.tell(f"text_{state}", subject=locked.pk, key=f"screening:{locked.pk}")
    row.refresh_from_db()
