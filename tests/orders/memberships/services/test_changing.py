"""Another tier: upward at once against what is unused, downward when what is paid has run out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orders import services as orders
from orders.enums import OrderState
from orders.exceptions import NotCancellable, PaymentUnderWay
from orders.memberships import services
from orders.memberships.enums import MembershipState, Period, TermKind, TermState
from orders.memberships.exceptions import NothingToChange, NotOffered, NotRunning, NotYours
from tests.factories.accounts import UserFactory
from tests.factories.memberships import membership_of, pay, price_of
from tests.factories.orders import payment_of, report_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Asia/Riyadh"))
HALFWAY = NOON + timedelta(days=15)


def house(amount: int = 90_000, period: Period = Period.MONTH, currency: str = "SAR"):
    return price_of(code="house", amount=amount, period=period, currency=currency)


def test_upward_costs_the_difference_to_what_is_unused() -> None:
    membership = membership_of(at=NOON)
    order = services.change(membership=membership, by=membership.payer, price=house(), now=HALFWAY)
    assert order is not None
    assert (order.total, order.due_at) == (75_000, HALFWAY + timedelta(days=1))
    assert order.lines.get().description_en == (
        "Membership “House”, one month, less the unused part of the one before"
    )
    stretch = order.membership_period
    assert (stretch.kind, stretch.value, stretch.credit) == (TermKind.CHANGE, 90_000, 15_000)
    membership.refresh_from_db()
    assert membership.tier.code == "studio"


def test_once_paid_the_new_stretch_begins_and_the_old_one_is_cut() -> None:
    membership = membership_of(at=NOON)
    order = services.change(membership=membership, by=membership.payer, price=house(), now=HALFWAY)
    pay(order, at=HALFWAY + timedelta(hours=1))
    membership.refresh_from_db()
    assert (membership.tier.code, membership.ends_on, membership.anchor_day) == (
        "house",
        date(2026, 12, 16),
        16,
    )
    days = membership.periods.order_by("pk").values_list("starts_on", "ends_on", "state")
    assert list(days) == [
        (date(2026, 11, 1), date(2026, 11, 16), "paid"),
        (date(2026, 11, 16), date(2026, 12, 16), "paid"),
    ]


def test_dinars_are_credited_to_the_fils() -> None:
    price = price_of(amount=15_500, currency="KWD")
    membership = membership_of(price=price, at=NOON)
    dear = house(amount=40_000, currency="KWD")
    order = services.change(
        membership=membership, by=membership.payer, price=dear, now=NOON + timedelta(days=19)
    )
    assert order is not None
    assert order.total == 40_000 - 5_683


def test_downward_waits_and_costs_nothing() -> None:
    membership = membership_of(price=house(), at=NOON)
    assert services.change(membership=membership, by=membership.payer, price=price_of(), now=HALFWAY) is None
    membership.refresh_from_db()
    assert (membership.tier.code, membership.next_tier.code, membership.next_period) == (
        "house",
        "studio",
        Period.MONTH,
    )
    assert membership.periods.count() == 1
    services.keep(membership=membership, by=membership.payer)
    membership.refresh_from_db()
    assert (membership.next_tier, membership.next_period) == (None, "")


def test_upward_into_a_cheaper_period_waits_rather_than_owe_money() -> None:
    membership = membership_of(price=price_of(period=Period.YEAR, amount=300_000), at=NOON)
    assert services.change(membership=membership, by=membership.payer, price=house(), now=HALFWAY) is None
    membership.refresh_from_db()
    assert membership.next_tier.code == "house"


def test_a_planned_change_is_what_is_renewed_and_turns_on_its_day() -> None:
    membership = membership_of(price=house(), at=NOON)
    services.change(membership=membership, by=membership.payer, price=price_of(), now=HALFWAY)
    services.sweep(now=NOON + timedelta(days=24))
    stretch = membership.periods.get(state=TermState.OPEN)
    assert (stretch.tier.code, stretch.value, stretch.kind) == ("studio", 30_000, TermKind.RENEWAL)
    pay(stretch.order, at=NOON + timedelta(days=25))
    membership.refresh_from_db()
    assert (membership.tier.code, membership.ends_on, membership.next_tier) == (
        "house",
        date(2027, 1, 1),
        None,
    )
    services.sweep(now=NOON + timedelta(days=29))
    membership.refresh_from_db()
    assert membership.tier.code == "house"
    services.sweep(now=NOON + timedelta(days=30))
    membership.refresh_from_db()
    assert (membership.tier.code, membership.state) == ("studio", MembershipState.ACTIVE)


def test_a_renewal_paid_in_advance_is_credited_in_whole() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=NOON + timedelta(days=24))
    pay(membership.periods.get(state=TermState.OPEN).order, at=NOON + timedelta(days=24))
    order = services.change(
        membership=membership, by=membership.payer, price=house(), now=NOON + timedelta(days=27)
    )
    assert order is not None
    assert order.total == 90_000 - 3_000 - 30_000
    pay(order, at=NOON + timedelta(days=27))
    membership.refresh_from_db()
    assert membership.ends_on == date(2026, 12, 28)
    days = membership.periods.filter(state="paid").order_by("pk").values_list("starts_on", "ends_on")
    assert list(days) == [
        (date(2026, 11, 1), date(2026, 11, 28)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 28), date(2026, 12, 28)),
    ]


def test_a_change_replaces_the_renewal_that_waits() -> None:
    membership = membership_of(at=NOON)
    later = NOON + timedelta(days=24)
    services.sweep(now=later)
    renewal = membership.periods.get(state=TermState.OPEN)
    services.change(membership=membership, by=membership.payer, price=house(), now=later)
    renewal.refresh_from_db()
    renewal.order.refresh_from_db()
    assert (renewal.state, renewal.order.state) == (TermState.VOID, OrderState.CANCELLED)
    assert services.drop(order=renewal.order) is False
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE


def test_a_payment_under_way_or_just_made_is_waited_for() -> None:
    membership = membership_of(at=NOON)
    later = NOON + timedelta(days=24)
    services.sweep(now=later)
    renewal = membership.periods.get(state=TermState.OPEN)
    payment = payment_of(renewal.order)
    with pytest.raises(PaymentUnderWay):
        services.change(membership=membership, by=membership.payer, price=house(), now=later)
    orders.settle_payment(report=report_of(payment))
    with pytest.raises(NotCancellable):
        services.change(membership=membership, by=membership.payer, price=house(), now=later)
    renewal.refresh_from_db()
    assert renewal.state == TermState.OPEN


def test_what_cannot_be_changed_to() -> None:
    membership = membership_of(at=NOON)
    same = price_of()
    for price, error in (
        (same, NothingToChange),
        (price_of("artist", "studio"), NotOffered),
        (house(currency="AED"), NotOffered),
    ):
        with pytest.raises(error):
            services.change(membership=membership, by=membership.payer, price=price, now=HALFWAY)
    assert membership.periods.count() == 1


def test_only_an_owner_changes_and_only_what_runs() -> None:
    membership = membership_of(at=NOON)
    assistant = UserFactory()
    membership.seller.memberships.create(user=assistant, role="assistant")
    for stranger in (assistant, UserFactory()):
        with pytest.raises(NotYours):
            services.change(membership=membership, by=stranger, price=house(), now=HALFWAY)
        with pytest.raises(NotYours):
            services.keep(membership=membership, by=stranger)
    waiting = membership_of(paid=False)
    with pytest.raises(NotRunning):
        services.change(membership=waiting, by=waiting.payer, price=house())
    membership.refresh_from_db()
    assert (membership.tier.code, membership.next_tier) == ("studio", None)
