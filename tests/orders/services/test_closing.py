"""Cancelled, expired, refunded: who may, when, and what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from orders import services, tasks
from orders.enums import OrderOrigin, OrderState
from orders.exceptions import NotAllowed, NotCancellable
from orders.models import Order
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, payment_of

pytestmark = pytest.mark.django_db


def test_a_buyer_steps_back_from_an_unpaid_purchase() -> None:
    order = order_of()
    closed = services.cancel_order(order=order, by=order.buyer, reason="changed\u202e my mind")
    assert (closed.state, closed.closed_reason, closed.closed_at is not None) == (
        OrderState.CANCELLED,
        "changed my mind",
        True,
    )


def test_a_won_lot_is_not_cancelled_by_its_winner_but_by_staff() -> None:
    order = order_of(origin=OrderOrigin.AUCTION)
    with pytest.raises(NotAllowed):
        services.cancel_order(order=order, by=order.buyer)
    order.refresh_from_db()
    assert order.state == OrderState.PLACED
    assert services.cancel_order(order=order, by=AdminFactory()).state == OrderState.CANCELLED


def test_strangers_and_sellers_cancel_nothing() -> None:
    owner = UserFactory()
    order = order_of(seller=SellerFactory(owner=owner))
    for person in (UserFactory(), owner, StaffFactory()):
        with pytest.raises(NotAllowed):
            services.cancel_order(order=order, by=person)
    assert Order.objects.get().state == OrderState.PLACED


def test_a_paid_order_is_refunded_not_cancelled() -> None:
    order = paid_order()
    with pytest.raises(NotCancellable):
        services.cancel_order(order=order, by=order.buyer)
    assert Order.objects.get().state == OrderState.PAID


def test_orders_expire_when_their_day_has_passed_and_not_before() -> None:
    order, paid, waiting = order_of(), paid_order(), order_of()
    payment_of(waiting)
    assert services.expire_due(now=clock.now() + timedelta(days=1)) == 0
    assert services.expire_due(now=clock.now() + timedelta(days=3)) == 1
    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {order.pk: "expired", paid.pk: "paid", waiting.pk: "awaiting_payment"}


def test_the_sweep_ends_what_is_overdue(run_outbox: object) -> None:
    order = order_of(due_in=timedelta(microseconds=1))
    tasks.sweep()
    assert Order.objects.get(pk=order.pk).state == OrderState.EXPIRED
