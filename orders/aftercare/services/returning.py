"""The goods on their way back, and what the seller finds when they are there. Each locks order and case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core import clock
from core.bidi import clean_line, clean_text
from orders.aftercare import locks
from orders.aftercare.enums import CaseState
from orders.aftercare.exceptions import AmountOutside, TrackingMissing, WordsMissing
from orders.aftercare.models import Case
from orders.aftercare.services import moving, parcels
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 2_000


@transaction.atomic
def send_back(*, case: Case, by: User, carrier: str, tracking: str, now: datetime | None = None) -> Case:
    """The buyer has handed it over; `carrier` is a code of the delivery room, or a name.

    Where the room of delivery can follow it, a shipment back goes with it. Raises NotYours, MovedOn,
    TrackingMissing, TrackingNumberInvalid.
    """
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "send_back")
    who = clean_line(carrier)[:80]
    number = parcels.read_number(who, clean_line(tracking)[:80])
    if not who or not number:
        raise TrackingMissing
    moving.move(
        row,
        CaseState.GOODS_ON_THE_WAY,
        by=by,
        side=side,
        now=moment,
        tracking_carrier=who,
        tracking_number=number,
        shipment=parcels.send(row, who, number, by=by, now=moment),
    )
    return row


@transaction.atomic
def receive(*, case: Case, by: User, now: datetime | None = None) -> Case:
    """The seller has it. What staff have decided is paid at once. Raises NotYours, MovedOn, and what a
    refund raises."""
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "receive")
    parcels.confirm(row, by=by, now=moment)
    return _received(row, by, side, moment)


@transaction.atomic
def arrived(*, case: Case, now: datetime | None = None) -> Case:
    """The carrier says that it is back; a second word changes nothing. Locks order and case."""
    row, moment = locks.case(case.pk), now or clock.now()
    if row.state != CaseState.GOODS_ON_THE_WAY:
        return row
    return _received(row, None, Side.SYSTEM, moment)


def _received(row: Case, by: User | None, side: Side, moment: datetime) -> Case:
    decided = row.decided_by_id is not None and bool(row.agreed)
    moving.move(row, CaseState.RECEIVED, by=by, side=side, now=moment, quiet=decided)
    if decided:
        moving.pay(row, row.agreed or 0, by=None, side=Side.SYSTEM, now=moment)
    return row


@transaction.atomic
def inspect(
    *,
    case: Case,
    by: User,
    amount: int | None = None,
    note: str = "",
    restock: bool = False,
    now: datetime | None = None,
) -> Case:
    """The seller has looked at it: everything goes back (None), or less is offered, with the reason. Minor units.

    Less waits for the buyer's word. Raises NotYours, MovedOn, AmountOutside, WordsMissing, and what a refund
    raises.
    """
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "inspect")
    offered = row.claimed if amount is None else amount
    if not 0 <= offered <= row.claimed:
        raise AmountOutside
    words = clean_text(note)[:LONGEST]
    whole = offered == row.claimed
    if not whole and not words:
        raise WordsMissing
    terms = {"agreed": offered, "note": words, "restock": restock}
    moving.move(row, CaseState.INSPECTED, by=by, side=side, now=moment, text=words, quiet=whole, **terms)
    if whole:
        moving.pay(row, offered, by=by, side=side, now=moment)
    return row
