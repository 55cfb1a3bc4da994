"""What a machine or another room carries out: the copy, the erasure, the withdrawal; and what comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from compliance.rights import joins, locks, queries, rules
from compliance.rights.enums import RequestState, Right
from compliance.rights.exceptions import NobodyToErase
from compliance.rights.models import Request
from compliance.rights.services import moving, restricting
from core import clock

COPY_READY = gettext_noop("Your copy is ready. The download page says until when.")
CONTESTED = gettext_noop("The accuracy of the data is contested.")
RESTRICTED = gettext_noop("From now on we keep your data and do not use them. You may lift this at any time.")
WITHDRAWN = gettext_noop("Every consent that you had given is withdrawn.")
ERASED = gettext_noop("The data are erased. The certificate says what was erased and what a law keeps.")
FAILED = gettext_noop("It could not be finished by the machine. The privacy office looks at it.")


def begin(request: Request, *, by: Any | None, now: datetime) -> None:
    """What follows at once when we know who asks. The request is locked or new, and its identity confirmed."""
    kind = request.kind
    if kind.copied and not _too_often(request, now):
        _copy(request, by=by, now=now)
    elif kind is Right.RESTRICTION and request.user is not None:
        restricting.begin(request, reason=request.details[:300], by=by, now=now)
        answer(request, RESTRICTED, by=by, now=now)
    elif kind is Right.WITHDRAW:
        joins.withdraw_all(request, by=by)
        answer(request, WITHDRAWN, by=by, now=now)
    elif kind is Right.CORRECTION and request.user is not None:
        restricting.begin(request, reason=CONTESTED, by=by, now=now)


def _too_often(request: Request, now: datetime) -> bool:
    since = now - timedelta(days=rules.REPEATED_WITHIN_DAYS)
    return queries.earlier(request, since) >= rules.AUTOMATIC_COPIES


def answer(request: Request, text: str, *, by: Any | None, now: datetime) -> None:
    """The machine's own answer, kept as a message that reads in both languages."""
    moving.move(request, RequestState.DELIVERED, by=by, now=now, text=text, letter="answered", answer=text)


@transaction.atomic
def order_copy(*, request: Request, by: Any, now: datetime | None = None) -> None:
    """An officer has the copy made. Locks the request. Raises MovedOn, NotAnOfficer, OwnRequest."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "copy", moment)
    _copy(row, by=by, now=moment)


def _copy(request: Request, *, by: Any | None, now: datetime) -> None:
    moving.move(request, RequestState.FULFILLING, by=by, now=now)
    joins.order_copy(request, by=by)


@transaction.atomic
def copy_ready(*, copy: Any, now: datetime | None = None) -> int:
    """The copy is there: every request that waits for it is answered. Returns how many. Locks each."""
    done = 0
    for found in queries.waiting_for_copy(copy):
        row = locks.request(found.pk)
        if row.status is RequestState.FULFILLING:
            answer(row, COPY_READY, by=None, now=now or clock.now())
            done += 1
    return done


@transaction.atomic
def copy_failed(*, copy: Any, now: datetime | None = None) -> int:
    """It could not be made: the requests go back to the office, and the clock runs on."""
    return sum(back_to_office(request=found, now=now) for found in queries.waiting_for_copy(copy))


@transaction.atomic
def back_to_office(*, request: Request, text: str = FAILED, now: datetime | None = None) -> bool:
    """What another room could not carry out. Locks the request."""
    row = locks.request(request.pk)
    if row.status is not RequestState.FULFILLING:
        return False
    moving.move(row, RequestState.ASSESSING, by=None, now=now or clock.now(), text=text, public=False)
    return True


@transaction.atomic
def propose_erasure(*, request: Request, by: Any, now: datetime | None = None) -> Any:
    """The officer has assessed: the erasure is proposed, and another officer approves it. Locks the request.

    Raises MovedOn, NotAnOfficer, OwnRequest, NobodyToErase, and what the erasure room refuses.
    """
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "erase", moment)
    if row.user is None and not row.email:
        raise NobodyToErase
    moving.move(row, RequestState.FULFILLING, by=by, now=moment, handled_by=by)
    return joins.propose_erasure(row, by=by)


@transaction.atomic
def erasure_done(*, erasure: Any, now: datetime | None = None) -> bool:
    """The last step is done: the request is answered. The certificate goes out by the room that made it."""
    row = _of(erasure)
    if row is None or row.status is not RequestState.FULFILLING:
        return False
    moving.move(row, RequestState.DELIVERED, by=None, now=now or clock.now(), text=ERASED, answer=ERASED)
    return True


@transaction.atomic
def erasure_refused(*, erasure: Any, now: datetime | None = None) -> bool:
    """The other officer said no, or something must end first: the request is with the office again."""
    row = _of(erasure)
    return row is not None and back_to_office(request=row, text=str(erasure.reason)[:2_000], now=now)


def _of(erasure: Any) -> Request | None:
    known = Request.objects.filter(number=erasure.request_number or "-").first()
    return locks.request(known.pk) if known else None


@transaction.atomic
def withdraw_consents(*, request: Request, by: Any, now: datetime | None = None) -> None:
    """For a withdrawal that came by letter or telephone. Locks the request. Raises MovedOn, NotAnOfficer."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "withdraw_consents", moment)
    joins.withdraw_all(row, by=by)
    answer(row, WITHDRAWN, by=by, now=moment)
