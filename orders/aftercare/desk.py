"""The desk: where this person has to act, whichever side they stand on; and the panel on an order's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import clock
from orders.aftercare import queries, rules, story
from orders.aftercare.enums import CaseKind
from orders.enums import Side
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 10


def load(user: User) -> dict[str, Any]:
    cases = queries.listed(queries.waiting_for(user))[:SHOWN]
    rows = [
        row
        for case in cases
        for row in story.rows_of([case], Side.BUYER if case.order.buyer_id == user.pk else Side.SELLER)
    ]
    return {"rows": rows}


def count(user: User) -> int:
    return queries.waiting_for(user).count()


def panel(order: Order, user: Any) -> dict[str, Any] | None:
    """The cases of an order, and the way to a new one for its buyer; None where there is neither."""
    side = rules.side_of(user, order)
    if side is None or order.paid_at is None:
        return None
    cases = list(queries.of_order(order))
    mine = side is Side.BUYER and rules.has_cases(order)
    if not cases and not mine:
        return None
    choices = story.choices_of(order, clock.now()) if mine else None
    return {
        "cases": cases,
        "choices": choices if choices and choices.lines else None,
        "withdrawal": _withdrawal(choices) if choices else None,
    }


def _withdrawal(choices: story.Choices) -> story.Choice | None:
    return next((choice for choice in choices.open if choice.kind is CaseKind.WITHDRAWAL), None)
