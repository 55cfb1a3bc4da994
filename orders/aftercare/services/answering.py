"""Yes, no, and the word of a third: what seller, buyer and staff answer. Each locks order and case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core import clock
from core.bidi import clean_text
from orders.aftercare import locks
from orders.aftercare.enums import CaseState, RefusalReason, ReturnCost
from orders.aftercare.exceptions import AmountOutside, WordsMissing
from orders.aftercare.models import Case
from orders.aftercare.services import moving

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 2_000


@transaction.atomic
def approve(
    *,
    case: Case,
    by: User,
    goods_back: bool = True,
    restock: bool = False,
    note: str = "",
    now: datetime | None = None,
) -> Case:
    """The seller agrees: the buyer sends it back, or, where nothing has to come back, the money goes at once.

    Raises NotYours, MovedOn, and what a refund raises.
    """
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "approve")
    words = clean_text(note)[:LONGEST]
    never_left = not row.goods_back
    if never_left or not goods_back:
        moving.pay(
            row,
            row.claimed,
            by=by,
            side=side,
            now=moment,
            text=words,
            note=words,
            restock=never_left and restock,
            goods_back=False,
            return_cost=ReturnCost.NOBODY,
        )
    else:
        moving.move(
            row, CaseState.APPROVED, by=by, side=side, now=moment, text=words, note=words, restock=restock
        )
    return row


@transaction.atomic
def refuse(*, case: Case, by: User, reason: RefusalReason, note: str, now: datetime | None = None) -> Case:
    """The seller says no, and why. Raises NotYours, MovedOn, WordsMissing."""
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "refuse")
    words = _words(note)
    moving.move(row, CaseState.REFUSED, by=by, side=side, now=moment, text=words, note=words, refusal=reason)
    return row


@transaction.atomic
def accept(*, case: Case, by: User, now: datetime | None = None) -> Case:
    """The buyer agrees: to the refusal, or to the part that the seller offers after looking at it.

    Raises NotYours, MovedOn, and what a refund raises.
    """
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "accept")
    if row.state == CaseState.INSPECTED and row.agreed:
        moving.pay(row, row.agreed, by=by, side=side, now=moment)
    else:
        moving.move(row, CaseState.CLOSED, by=by, side=side, now=moment)
    return row


@transaction.atomic
def escalate(*, case: Case, by: User, note: str, now: datetime | None = None) -> Case:
    """Either side, or staff, hands the case to staff. Raises NotYours, MovedOn, WordsMissing."""
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "escalate")
    moving.move(row, CaseState.ESCALATED, by=by, side=side, now=moment, text=_words(note))
    return row


@transaction.atomic
def take_back(*, case: Case, by: User, note: str = "", now: datetime | None = None) -> Case:
    """The buyer no longer asks. Raises NotYours, MovedOn."""
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "take_back")
    moving.move(row, CaseState.WITHDRAWN, by=by, side=side, now=moment, text=clean_text(note)[:LONGEST])
    return row


@transaction.atomic
def decide(
    *,
    case: Case,
    by: User,
    amount: int,
    note: str,
    goods_back: bool = False,
    return_cost: ReturnCost = ReturnCost.NOBODY,
    restock: bool = False,
    now: datetime | None = None,
) -> Case:
    """Staff settle a dispute: how much goes back, whether the goods do and at whose cost. Minor units.

    With goods to come back the money follows them; otherwise it goes at once; nothing closes the case.
    Raises NotYours, MovedOn, WordsMissing, AmountOutside, and what a refund raises.
    """
    row, moment = locks.case(case.pk), now or clock.now()
    side = moving.may(row, by, "decide")
    words = _words(note)
    if not 0 <= amount <= row.claimed:
        raise AmountOutside
    waits = goods_back and amount > 0
    if not waits:
        return_cost = ReturnCost.NOBODY
    terms = {
        "agreed": amount,
        "note": words,
        "goods_back": waits,
        "return_cost": return_cost,
        "restock": restock,
        "decided_by": by,
    }
    moving.move(row, CaseState.DECIDED, by=by, side=side, now=moment, text=words, quiet=not waits, **terms)
    if amount and not waits:
        moving.pay(row, amount, by=by, side=side, now=moment)
    elif not amount:
        moving.move(row, CaseState.CLOSED, by=by, side=side, now=moment)
    return row


def _words(text: str) -> str:
    words = clean_text(text)[:LONGEST]
    if not words:
        raise WordsMissing
    return words
