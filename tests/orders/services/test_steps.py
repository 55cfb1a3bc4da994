"""The way of an order from payment to completion, and what a dispute holds up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core import clock
from orders import ledger_check, queries, services
from orders.enums import Account, Delivery, OrderState, RefundReason
from orders.exceptions import NotAllowed, NotMovable
from orders.models import Order, OrderStep
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def _sold(**more: object) -> tuple[Order, object]:
    owner = UserFactory()
    terms = {"seller": SellerFactory(owner=owner), "delivery": Delivery.SHIP, **more}
    return paid_order(**terms), owner


def _go(order: Order, *states: OrderState, by: object, now: datetime | None = None) -> Order:
    for state in states:
        order = services.advance(order=order, to=state, by=by, now=now)
    return order


def test_a_seller_prepares_ships_and_delivers() -> None:
    order, owner = _sold()
    now = clock.now()
    order = _go(order, OrderState.PREPARING, OrderState.SHIPPED, OrderState.DELIVERED, by=owner, now=now)
    assert (order.shipped_at, order.delivered_at, order.withdraw_until) == (now, now, now + WEEK)
    steps = OrderStep.objects.filter(order=order).values_list("after", "side").order_by("pk")
    assert list(steps) == [
        ("placed", "buyer"),
        ("awaiting_payment", "buyer"),
        ("paid", "buyer"),
        ("preparing", "seller"),
        ("shipped", "seller"),
        ("delivered", "seller"),
    ]


def test_the_buyer_confirms_receipt_and_nothing_else() -> None:
    order, _owner = _sold()
    with pytest.raises(NotAllowed):
        _go(order, OrderState.SHIPPED, by=order.buyer)
    with pytest.raises(NotAllowed):
        _go(order, OrderState.DELIVERED, by=UserFactory())
    assert Order.objects.get().state == OrderState.PAID
    assert _go(order, OrderState.DELIVERED, by=order.buyer).state == OrderState.DELIVERED


def test_steps_do_not_run_backwards_and_the_same_step_again_is_harmless() -> None:
    order, owner = _sold()
    order = _go(order, OrderState.SHIPPED, OrderState.SHIPPED, by=owner)
    assert OrderStep.objects.filter(after="shipped").count() == 1
    for wrong in (OrderState.PREPARING, OrderState.PAID, OrderState.COMPLETED, OrderState.REFUNDED):
        with pytest.raises(NotMovable):
            _go(order, wrong, by=owner)
    with pytest.raises(NotMovable):
        services.advance(order=order_of(), to=OrderState.SHIPPED, by=AdminFactory())


def test_the_money_is_released_when_the_week_is_over_to_the_second() -> None:
    order, owner = _sold()
    now = clock.now()
    order = _go(order, OrderState.DELIVERED, by=owner, now=now)
    assert services.complete_due(now=now + WEEK - timedelta(seconds=1)) == 0
    assert queries.held(order) == -157_249
    assert services.complete_due(now=now + WEEK) == 1
    assert services.complete_due(now=now + WEEK) == 0
    order.refresh_from_db()
    assert (order.state, queries.held(order)) == (OrderState.COMPLETED, 0)
    assert queries.balance(Account.SELLER, order=order) == -157_249
    assert ledger_check.problems() == []


def test_what_is_not_brought_is_completed_at_once() -> None:
    order = paid_order()
    assert services.complete_order(order=order) is True
    parcel, _owner = _sold()
    assert services.complete_order(order=parcel) is False


def test_a_refund_after_the_release_is_owed_by_the_seller() -> None:
    order = paid_order()
    services.complete_order(order=order)
    services.refund(order=order, by=AdminFactory(), reason=RefundReason.FAULTY)
    assert (queries.held(order), queries.balance(Account.SELLER, order=order)) == (0, 0)
    assert ledger_check.problems() == []


def test_a_dispute_holds_everything_up_and_leads_back() -> None:
    order, owner = _sold()
    order = _go(order, OrderState.DELIVERED, by=owner)
    services.open_dispute(order=order, by=order.buyer, reason="damaged")
    services.open_dispute(order=order, by=order.buyer)
    assert services.complete_due(now=clock.now() + 2 * WEEK) == 0
    with pytest.raises(NotMovable):
        _go(order, OrderState.SHIPPED, by=owner)
    order = services.end_dispute(order=order, by=AdminFactory())
    assert (order.state, order.state_before) == (OrderState.DELIVERED, "")
    assert services.complete_due(now=clock.now() + 2 * WEEK) == 1


def test_an_unpaid_order_is_not_disputed() -> None:
    with pytest.raises(NotMovable):
        services.open_dispute(order=order_of(), by=None)
