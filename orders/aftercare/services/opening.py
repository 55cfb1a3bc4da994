"""A buyer asks: the rule book says what the law gives, and the case begins there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from core import clock
from core.bidi import clean_text
from orders import locks as order_locks
from orders import queries as order_queries
from orders.aftercare import amounts, deadlines, facts, photos, rights, rules
from orders.aftercare.enums import CaseKind, CaseState, ReturnCost
from orders.aftercare.exceptions import (
    NoRight,
    NothingChosen,
    NothingLeft,
    NotPossible,
    NotYours,
    OpenAlready,
    WordsMissing,
)
from orders.aftercare.models import Case, CaseLine
from orders.aftercare.rights import Facts, Payer, Right
from orders.aftercare.services import moving, talking
from orders.enums import Side
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 3_000


@transaction.atomic
def open_case(
    *,
    order: Order,
    by: User,
    kind: CaseKind,
    lines: Collection[int],
    explanation: str = "",
    files: Sequence[Any] = (),
    now: datetime | None = None,
) -> Case:
    """Opens a case about some lines of a paid order. Locks the order.

    A withdrawal within its days needs nobody's consent: it is approved at once, and paid back at once where
    nothing has to be sent back. Raises NotYours, NotPossible, NoRight, NothingChosen, NothingLeft,
    OpenAlready, WordsMissing, and what photos raise.
    """
    shots = [photos.read(file) for file in files]
    locked = order_locks.order(order.pk)
    if not rules.may_open(by, locked):
        raise NotYours
    if not rules.has_cases(locked):
        raise NotPossible
    moment = now or clock.now()
    sale = facts.facts_of(locked)
    right = _right(sale, kind, moment)
    words = clean_text(explanation)[:LONGEST]
    if not words and not kind.granted_by_law and kind is not CaseKind.CANCEL:
        raise WordsMissing
    claimed = _claim(locked, lines, fees_back=right is None or right.fees_back)
    case = _write(locked, right, sale, claimed, by=by, kind=kind, words=words, now=moment)
    moving.hold(case, by=by, now=moment)
    granted = right is not None and kind.granted_by_law
    moving.write(case, "", CaseState.REQUESTED, by=by, side=Side.BUYER, now=moment, text=words, quiet=granted)
    if shots:
        talking.attach(case, shots, by=by, side=Side.BUYER, now=moment)
    if granted:
        _grant(case, moment)
    return case


def _right(sale: Facts, kind: CaseKind, now: datetime) -> Right | None:
    """None for what no law names. Raises NoRight."""
    if kind.ground is None:
        return None
    found = rights.right(kind.ground, sale, now)
    if not found.holds:
        raise NoRight
    return found


def _claim(order: Order, chosen: Collection[int], *, fees_back: bool) -> dict[int, int]:
    bill = facts.lines_of(order.lines.all(), order_queries.refunded_by_line(order))
    if not {line.pk for line in bill if line.chosen_by_hand} & set(chosen):
        raise NothingChosen
    claimed = amounts.claim(bill, chosen, fees_back=fees_back)
    if not claimed:
        raise NothingLeft
    return claimed


def _write(
    order: Order,
    right: Right | None,
    sale: Facts,
    claimed: dict[int, int],
    *,
    by: User,
    kind: CaseKind,
    words: str,
    now: datetime,
) -> Case:
    back = sale.brought and sale.dispatched
    payer = right.return_cost if right else Payer.BUYER if back else Payer.NOBODY
    case = Case.objects.create(
        number=f"{order.number}-C{Case.objects.filter(order=order).count() + 1}",
        order=order,
        opened_by=by,
        kind=kind,
        explanation=words,
        by_law=right is not None,
        article=right.article if right else "",
        return_cost=ReturnCost(payer.value),
        goods_back=back,
        currency=order.currency,
        claimed=sum(claimed.values()),
        opened_at=now,
        due_at=deadlines.due_at(CaseState.REQUESTED, now),
    )
    rows = [CaseLine(case=case, line_id=pk, amount=amount) for pk, amount in claimed.items()]
    try:
        with transaction.atomic():
            CaseLine.objects.bulk_create(rows)
    except IntegrityError as error:
        raise OpenAlready from error
    return case


def _grant(case: Case, now: datetime) -> None:
    """The law has answered; the seller is told, not asked."""
    if case.goods_back:
        moving.move(case, CaseState.APPROVED, by=None, side=Side.SYSTEM, now=now)
    else:
        moving.pay(case, case.claimed, by=None, side=Side.SYSTEM, now=now, restock=True)
