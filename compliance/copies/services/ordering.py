"""Ordering a copy: once while one is on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from compliance import audit
from compliance.copies import events
from compliance.copies.enums import COMING
from compliance.copies.exceptions import NobodyNamed, OrderedTooOften
from compliance.copies.models import PATIENCE, Copy
from compliance.subjects import Subject
from core import clock, outbox

MOST_A_DAY: Final = 3
DAY: Final = timedelta(days=1)


def order_copy(
    *,
    user: Any = None,
    subject: Subject | None = None,
    by: Any = None,
    request_pk: int | None = None,
    language: str = "ar",
) -> Copy:
    """Order everything that we hold about an account (`user`), or about somebody known by addresses only.

    A worker makes it; `signals.copy_ready` tells. While one is on its way, that one is given back. A copy without
    a request (`request_pk`) is ordered by the person, three a day. Raises NobodyNamed, OrderedTooOften.
    """
    emails = sorted(subject.emails) if subject is not None and user is None else []
    if user is None and not emails:
        raise NobodyNamed
    with transaction.atomic():
        coming = _coming(user, emails)
        if coming is not None:
            return _joined(coming, request_pk)
        if request_pk is None and user is not None:
            _check_limit(user)
        try:
            with transaction.atomic():
                return _ordered(user, emails, by, request_pk, language)
        except IntegrityError:  # somebody was faster by a moment
            coming = _coming(user, emails)
            if coming is None:
                raise
            return _joined(coming, request_pk)


def _coming(user: Any, emails: list[str]) -> Copy | None:
    rows = Copy.objects.filter(state__in=COMING)
    rows = rows.filter(user=user) if user is not None else rows.filter(user=None, address=emails[0])
    return rows.first()


def _joined(copy: Copy, request_pk: int | None) -> Copy:
    """A request that finds a copy on its way takes that one as its answer."""
    if request_pk is not None and copy.request_pk is None:
        copy.request_pk = request_pk
        copy.save(update_fields=["request_pk"])
    return copy


def _check_limit(user: Any) -> None:
    since = clock.now() - DAY
    if Copy.objects.filter(user=user, request_pk=None, created_at__gt=since).count() >= MOST_A_DAY:
        raise OrderedTooOften(limit=MOST_A_DAY)


def _ordered(user: Any, emails: list[str], by: Any, request_pk: int | None, language: str) -> Copy:
    copy = Copy.objects.create(
        user=user,
        address=emails[0] if emails else "",
        emails=emails,
        ordered_by=by,
        request_pk=request_pk,
        language=language,
        claimed_until=clock.now() + PATIENCE,
    )
    audit.record(events.ORDERED, subject=copy, actor=by, after={"person": user, "request": request_pk})
    outbox.enqueue(events.MAKE, {"copy": copy.pk}, key=f"{copy.pk}:0")
    return copy
