"""Who may do what in a case: the only place that decides."""

from __future__ import annotations

from typing import Any

from orders import rules as order_rules
from orders.aftercare.enums import CaseState
from orders.aftercare.models import Case
from orders.enums import OrderOrigin, Side
from orders.models import Order, SellerMember


def side_of(user: Any, order: Order) -> Side | None:
    """On which side of a sale a person stands; None for everybody else.

    Who bought or sells stands on that side, staff or not: nobody judges their own case.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    if order.buyer_id == user.pk:
        return Side.BUYER
    if SellerMember.objects.filter(seller=order.seller_id, user=user).exists():
        return Side.SELLER
    return Side.STAFF if order_rules.may_handle(user) else None


def has_cases(order: Order) -> bool:
    """A deposit is no purchase, and a membership is left in its own room, which knows what was enjoyed of it.

    Seats and milestones too are given up in their rooms, until they are over: then only faults are left.
    """
    if order.origin in {OrderOrigin.TICKET, OrderOrigin.COMMISSION} and order.completed_at is None:
        return False
    return order.origin not in {OrderOrigin.DEPOSIT, OrderOrigin.MEMBERSHIP} and order.status.settled


def may_open(user: Any, order: Order) -> bool:
    """The buyer; a case is never opened in somebody else's name."""
    return bool(user.is_authenticated and user.is_active and order.buyer_id == user.pk)


def may_speak(user: Any, case: Case) -> bool:
    return case.status.open and side_of(user, case.order) is not None


def may_decide(user: Any, case: Case) -> bool:
    return case.state == CaseState.ESCALATED and side_of(user, case.order) is Side.STAFF


def verbs(case: Case, side: Side | None) -> frozenset[str]:
    """What a side may do in the state of the case; the services ask this too."""
    if side is None:
        return frozenset()
    found = set(_VERBS.get((case.status, side), ()))
    if case.state == CaseState.INSPECTED and not case.offer_open:
        found.discard("accept")
    return frozenset(found)


_VERBS: dict[tuple[CaseState, Side], tuple[str, ...]] = {
    (CaseState.REQUESTED, Side.BUYER): ("take_back",),
    (CaseState.REQUESTED, Side.SELLER): ("approve", "refuse"),
    (CaseState.REQUESTED, Side.STAFF): ("escalate",),
    (CaseState.APPROVED, Side.BUYER): ("send_back", "take_back", "escalate"),
    (CaseState.APPROVED, Side.SELLER): ("receive", "escalate"),
    (CaseState.APPROVED, Side.STAFF): ("escalate",),
    (CaseState.REFUSED, Side.BUYER): ("accept", "escalate"),
    (CaseState.GOODS_ON_THE_WAY, Side.BUYER): ("escalate",),
    (CaseState.GOODS_ON_THE_WAY, Side.SELLER): ("receive", "escalate"),
    (CaseState.GOODS_ON_THE_WAY, Side.STAFF): ("escalate",),
    (CaseState.RECEIVED, Side.BUYER): ("escalate",),
    (CaseState.RECEIVED, Side.SELLER): ("inspect", "escalate"),
    (CaseState.RECEIVED, Side.STAFF): ("escalate",),
    (CaseState.INSPECTED, Side.BUYER): ("accept", "escalate"),
    (CaseState.INSPECTED, Side.STAFF): ("escalate",),
    (CaseState.ESCALATED, Side.BUYER): ("take_back",),
    (CaseState.ESCALATED, Side.STAFF): ("decide",),
    (CaseState.DECIDED, Side.BUYER): ("send_back",),
    (CaseState.DECIDED, Side.SELLER): ("receive",),
    (CaseState.DECIDED, Side.STAFF): ("receive",),
}


def ever(side: Side) -> frozenset[str]:
    """What a side may do in some state: tells "not yours" from "too late"."""
    return frozenset(verb for (_state, who), found in _VERBS.items() for verb in found if who is side)
