"""The one way in which a case moves: its time line, its deadline, the order's money, the audit, the announcement."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from compliance import audit
from orders import queries as order_queries
from orders import rules as order_rules
from orders import services as orders
from orders.aftercare import amounts, deadlines, events, queries, rules
from orders.aftercare.enums import CaseKind, CaseState, EntryKind
from orders.aftercare.exceptions import MovedOn, NotYours
from orders.aftercare.models import Case, CaseEntry
from orders.enums import Delivery, OrderState, Side

if TYPE_CHECKING:
    from accounts.models import User

STOPS_THE_PARCEL = (CaseKind.CANCEL, CaseKind.INPUT_ERROR, CaseKind.LATE)


def may(case: Case, by: User, verb: str) -> Side:
    """On which side somebody acts. Raises NotYours for the wrong side, MovedOn when the state is another."""
    side = rules.side_of(by, case.order)
    if side is not None and verb in rules.verbs(case, side):
        return side
    if side is None or verb not in rules.ever(side):
        raise NotYours
    raise MovedOn


def move(
    case: Case,
    to: CaseState,
    *,
    by: User | None,
    side: Side,
    now: datetime,
    text: str = "",
    quiet: bool = False,
    **changes: Any,
) -> CaseEntry:
    """Moves a locked case and writes the step. `quiet` where another step follows at once. Raises MovedOn."""
    before = case.status
    if not before.may_become(to):
        raise MovedOn
    held = case.holds_order
    fields = {**changes, "state": to, "due_at": deadlines.due_at(to, now), "reminded_at": None}
    if not to.open:
        fields |= {"ended_at": now, "holds_order": False}
    for name, value in fields.items():
        setattr(case, name, value)
    case.save(update_fields=list(fields))
    if held and not to.open:
        let_go(case, by=by, now=now)
    elif to.open:
        hold(case, by=by, now=now)
    return write(case, before, to, by=by, side=side, now=now, text=text, quiet=quiet)


def write(
    case: Case,
    before: str,
    after: CaseState,
    *,
    by: User | None,
    side: Side,
    now: datetime,
    text: str = "",
    quiet: bool = False,
) -> CaseEntry:
    """The step in the time line, in the audit, and on its way to both sides."""
    entry = CaseEntry.objects.create(
        case=case, kind=EntryKind.STEP, side=side, author=by, before=before, after=after, text=text, at=now
    )
    told = {"state": str(after), "agreed": case.agreed}
    audit.record(f"aftercare.case.{after}", subject=case, actor=by, before={"state": str(before)}, after=told)
    if not quiet:
        events.announce(entry)
    return entry


def hold(case: Case, *, by: User | None, now: datetime) -> None:
    """Keeps the order's money from being released while the case is open; once. Case and order are locked.

    What is on its way is not stopped: nothing is released before it has arrived, and then this is asked again.
    """
    order = case.order
    if not _worth_holding(case):
        return
    if order.state != OrderState.DISPUTED:
        if not order.status.may_become(OrderState.DISPUTED):
            return
        case.order = orders.open_dispute(order=order, by=by, reason=case.kind, note=case.number, now=now)
    if not case.holds_order:
        _mark(case)


def _mark(case: Case) -> None:
    case.holds_order = True
    case.save(update_fields=["holds_order"])


def _worth_holding(case: Case) -> bool:
    order = case.order
    if order.state == OrderState.SHIPPED:
        return False
    if order.delivery != Delivery.NONE and order.delivered_at is None:
        return case.kind in STOPS_THE_PARCEL or case.state == CaseState.ESCALATED
    return True


def let_go(case: Case, *, by: User | None, now: datetime) -> None:
    """Ends what `hold` began, unless another open case or the buyer's bank still holds the order."""
    order = case.order
    others = queries.open_of(order).filter(holds_order=True).exclude(pk=case.pk)
    if others.exists() or order_queries.contested(order):
        return
    case.order = orders.end_dispute(order=order, by=by, note=case.number, now=now)


def pay(
    case: Case,
    amount: int,
    *,
    by: User | None,
    side: Side,
    now: datetime,
    text: str = "",
    **changes: Any,
) -> CaseEntry:
    """Agrees the refund with the money side and ends the case. `amount` in minor units, above zero.

    Raises RefundTooLarge, NotRefundable of the money side.
    """
    to = CaseState.REFUNDED if amount == case.claimed else CaseState.REFUNDED_IN_PART
    if not case.status.may_become(to):
        raise MovedOn
    claimed = dict(case.lines.values_list("line_id", "amount"))
    restock = bool(changes.get("restock", case.restock))
    refund = orders.refund(
        order=case.order,
        by=by if by is not None and order_rules.may_refund(by, case.order) else None,
        amounts=amounts.share_out(amount, claimed),
        reason=CaseKind(case.kind).refund_reason,
        note=case.number,
        restock=restock,
        now=now,
    )
    case.order = refund.order
    return move(
        case, to, by=by, side=side, now=now, text=text, **{**changes, "agreed": amount, "refund": refund}
    )
