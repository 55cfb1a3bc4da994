"""A promise that cannot be kept is told in time (E-Commerce Law Art 14), and what nears its day is remembered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from orders import locks as money_locks
from orders.delivery import letters, queries, rules
from orders.delivery.exceptions import DayInvalid, NotShippable, NotYours, ReasonMissing
from orders.delivery.models import Delay
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User

DELAYED: Final = "delivery.delayed"
AHEAD: Final = timedelta(days=2)
LONGEST: Final = timedelta(days=365)


@transaction.atomic
def announce_delay(
    *, order: Order, by: User, promised_at: datetime, reason: str, now: datetime | None = None
) -> Delay:
    """The seller expects a later day and says why; the buyer is told by mail and notice.

    The day agreed at the purchase stays on the order: the buyer's right to step back counts from it. Locks the
    order. Raises NotYours, NotShippable, DayInvalid, ReasonMissing.
    """
    locked = money_locks.order(order.pk)
    if not rules.may_ship(by, locked):
        raise NotYours
    if not rules.awaited(locked):
        raise NotShippable
    moment = now or clock.now()
    before = queries.expected_at(locked)
    if promised_at <= max(moment, before or moment) or promised_at > moment + LONGEST:
        raise DayInvalid
    words = clean_line(reason)[:300]
    if not words:
        raise ReasonMissing
    delay = Delay.objects.create(
        order=locked, promised_before=before, promised_at=promised_at, reason=words, by=by, at=moment
    )
    audit.record(
        "delivery.delay.announced", subject=locked, actor=by, after={"until": promised_at.isoformat()}
    )
    outbox.enqueue(DELAYED, {"delay": delay.pk}, key=f"delay:{delay.pk}")
    return delay


def remind_due(*, now: datetime | None = None) -> int:
    """Sellers before the promised day, both sides when it is over; each once for a promised day. How many.

    Each order in a transaction of its own; the keys of mails and notices keep them from coming twice.
    """
    moment = now or clock.now()
    told = 0
    # Read whole: a transaction in the loop would end a server-side cursor's.
    for order in list(queries.promised_before(moment + AHEAD)):
        with transaction.atomic():
            told += _remind(order, moment)
    return told


def _remind(order: Any, now: datetime) -> bool:
    day = timezone.localdate(order.expected)
    if order.expected < now:
        letters.overdue(order, day)
    elif order.shipped_at is None:
        letters.due_soon(order, day)
    else:
        return False
    return True
