"""Promised days: kept in mind, moved with a reason, and late by the law's own count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from mailing.models import EmailMessage, Notification
from orders.delivery import queries, rules, services
from orders.delivery.exceptions import DayInvalid, NotShippable, NotYours, ReasonMissing
from orders.delivery.models import Delay
from orders.delivery.tasks import sweep
from orders.enums import Delivery, OrderState
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.delivery import member_of, order_to_send, shipment_under_way

NOON = datetime(2026, 11, 22, 9, tzinfo=UTC)


def promised(**given: object) -> Order:
    terms = {"promised_at": clock.now() + timedelta(days=5), **given}
    return order_to_send(**terms)


def bare(**given: object) -> Order:
    terms = {
        "state": OrderState.PAID,
        "delivery": Delivery.SHIP,
        "country": "SA",
        "placed_at": NOON,
        "paid_at": NOON,
    }
    return Order(**{**terms, **given})


@given(st.integers(-400, 400))
def test_late_is_fifteen_days_after_the_agreed_day_and_no_hour_before(hours: int) -> None:
    order = bare(promised_at=NOON)
    now = NOON + timedelta(days=15, hours=hours)
    assert rules.late(order, now) == (hours > 0)
    assert rules.overdue(order, now) == (now > NOON)


def test_without_a_promise_the_contract_counts() -> None:
    order = bare(promised_at=None)
    assert not rules.late(order, NOON + timedelta(days=15))
    assert rules.late(order, NOON + timedelta(days=15, seconds=1))


@pytest.mark.parametrize(
    "given", [{"state": OrderState.DELIVERED}, {"delivery": Delivery.NONE}, {"state": OrderState.PLACED}]
)
def test_what_is_not_awaited_is_never_late(given: dict[str, object]) -> None:
    assert not rules.late(bare(promised_at=NOON, **given), NOON + timedelta(days=900))


@pytest.mark.django_db
def test_an_announced_delay_reaches_the_buyer_and_leaves_the_agreed_day(run_outbox) -> None:
    order = promised()
    day = clock.now() + timedelta(days=12)
    services.announce_delay(order=order, by=member_of(order), promised_at=day, reason="لم يجف  الورنيش")
    run_outbox()
    agreed = order.promised_at
    order.refresh_from_db()
    assert (order.promised_at, queries.expected_at(order)) == (agreed, day)
    assert Delay.objects.get().reason == "لم يجف الورنيش"
    letter = EmailMessage.objects.get(template="delivery.delayed")
    assert (letter.user, "لم يجف الورنيش" in letter.text) == (order.buyer, True)
    assert list(Notification.objects.filter(kind="delivery.delayed").values_list("user", flat=True)) == [
        order.buyer_id
    ]
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_delay_needs_a_later_day_a_reason_and_the_seller() -> None:
    order = promised()
    seller = member_of(order)
    for day in (clock.now() - timedelta(days=1), order.promised_at, clock.now() + timedelta(days=900)):
        with pytest.raises(DayInvalid):
            services.announce_delay(order=order, by=seller, promised_at=day, reason="x")
    later = order.promised_at + timedelta(days=1)
    with pytest.raises(ReasonMissing):
        services.announce_delay(order=order, by=seller, promised_at=later, reason=" ")
    for person in (order.buyer, UserFactory()):
        with pytest.raises(NotYours):
            services.announce_delay(order=order, by=person, promised_at=later, reason="x")
    assert Delay.objects.count() == 0


@pytest.mark.django_db
def test_what_has_arrived_is_not_delayed_any_more() -> None:
    shipment = shipment_under_way(promised())
    services.confirm_receipt(shipment=shipment, by=shipment.order.buyer)
    with pytest.raises(NotShippable):
        services.announce_delay(
            order=shipment.order,
            by=member_of(shipment.order),
            promised_at=clock.now() + timedelta(days=30),
            reason="x",
        )


@pytest.mark.django_db
def test_the_seller_is_reminded_once_before_the_day_and_both_once_after() -> None:
    order = promised()
    seller, day = member_of(order), order.promised_at
    assert services.remind_due(now=day - timedelta(days=3)) == 0
    for _ in range(2):
        services.remind_due(now=day - timedelta(days=1))
    letters = EmailMessage.objects.filter(template__startswith="delivery.")
    assert [(one.template, one.user) for one in letters] == [("delivery.due_soon", seller)]
    for _ in range(2):
        services.remind_due(now=day + timedelta(hours=1))
    overdue = letters.filter(template="delivery.overdue").order_by("user")
    assert [one.user for one in overdue] == sorted([order.buyer, seller], key=lambda user: user.pk)


@pytest.mark.django_db
def test_under_way_nobody_is_reminded_before_the_day() -> None:
    shipment = shipment_under_way(promised())
    assert services.remind_due(now=shipment.order.promised_at - timedelta(days=1)) == 0


@pytest.mark.django_db
def test_a_new_day_is_reminded_of_in_its_turn() -> None:
    order = promised()
    later = order.promised_at + timedelta(days=10)
    services.announce_delay(order=order, by=member_of(order), promised_at=later, reason="x")
    assert services.remind_due(now=order.promised_at + timedelta(hours=1)) == 0
    assert services.remind_due(now=later + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_the_sweep_runs_by_the_clock() -> None:
    promised(promised_at=clock.now() + timedelta(days=1))
    sweep()
    assert EmailMessage.objects.filter(template="delivery.due_soon").count() == 1
