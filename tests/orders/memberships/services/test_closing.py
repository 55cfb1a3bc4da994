"""The ways out: to the end, back in, and stepping back with the money returned."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.money import Money
from mailing.models import EmailMessage
from orders import drafts
from orders import services as orders
from orders.enums import OrderState, RefundReason
from orders.memberships import queries, services
from orders.memberships.enums import EndReason, MembershipState, Period, TermState
from orders.memberships.exceptions import NotCancellable, NotResumable, NotWithdrawable, NotYours
from orders.models import Refund
from tests.factories.accounts import UserFactory
from tests.factories.memberships import membership_of, pay, price_of
from tests.factories.orders import order_of, payment_of, report_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Asia/Riyadh"))


def test_cancelled_it_runs_to_its_end_and_can_be_taken_up_again() -> None:
    membership = membership_of(at=NOON)
    services.cancel(membership=membership, by=membership.payer)
    membership.refresh_from_db()
    assert (membership.state, membership.renews, membership.ends_on) == (
        MembershipState.CANCELLED,
        False,
        date(2026, 12, 1),
    )
    assert queries.tier_of_seller(membership.seller, NOON).code == "studio"
    assert EmailMessage.objects.filter(template="memberships.cancelled").count() == 1
    services.resume(membership=membership, by=membership.payer, now=NOON + timedelta(days=3))
    membership.refresh_from_db()
    assert (membership.state, membership.renews) == (MembershipState.ACTIVE, True)


def test_cancelled_it_ends_on_the_day_without_grace() -> None:
    membership = membership_of(at=NOON)
    services.cancel(membership=membership, by=membership.payer)
    services.sweep(now=NOON + timedelta(days=29))
    membership.refresh_from_db()
    assert membership.state == MembershipState.CANCELLED
    over = NOON + timedelta(days=30)
    with pytest.raises(NotResumable):
        services.resume(membership=membership, by=membership.payer, now=over)
    services.sweep(now=over)
    membership.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.CANCELLED)
    assert queries.tier_of_seller(membership.seller, over).code == "free"
    assert membership.periods.count() == 1


def test_what_waits_for_payment_falls_away() -> None:
    membership = membership_of(paid=False)
    order = membership.periods.get().order
    services.cancel(membership=membership, by=membership.payer)
    membership.refresh_from_db()
    order.refresh_from_db()
    assert (membership.state, order.state) == (MembershipState.ENDED, OrderState.CANCELLED)
    with pytest.raises(NotCancellable):
        services.cancel(membership=membership, by=membership.payer)


def test_strangers_change_nothing() -> None:
    membership = membership_of(at=NOON)
    for verb in (services.cancel, services.resume, services.withdraw):
        with pytest.raises(NotYours):
            verb(membership=membership, by=UserFactory(), now=NOON)
    membership.refresh_from_db()
    assert (membership.state, Refund.objects.count()) == (MembershipState.ACTIVE, 0)


def test_within_seven_days_everything_goes_back() -> None:
    membership = membership_of(at=NOON)
    services.withdraw(membership=membership, by=membership.payer, now=NOON + timedelta(days=7))
    membership.refresh_from_db()
    stretch = membership.periods.get()
    stretch.order.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.WITHDRAWN)
    assert (stretch.state, stretch.order.state) == (TermState.REFUNDED, OrderState.REFUNDED)
    refund = Refund.objects.get()
    assert (refund.amount, refund.reason) == (30_000, RefundReason.WITHDRAWAL)
    assert services.take_back(order=stretch.order) is False


def test_on_the_eighth_day_it_is_too_late() -> None:
    membership = membership_of(at=NOON)
    with pytest.raises(NotWithdrawable):
        services.withdraw(membership=membership, by=membership.payer, now=NOON + timedelta(days=8))
    membership.refresh_from_db()
    assert (membership.state, Refund.objects.count()) == (MembershipState.ACTIVE, 0)


def test_a_sale_at_the_lower_commission_is_enjoyment() -> None:
    membership = membership_of(at=NOON)
    sold = NOON + timedelta(days=1)
    lines = drafts.item_lines(price=Money(115_000, "SAR"), title_ar="عمل", title_en="Work")
    order = order_of(seller=membership.seller, lines=lines, now=sold)
    assert order.lines.get().commission_bps == 1_200
    later = NOON + timedelta(days=2)
    assert queries.withdrawable(membership, later) is not None
    orders.settle_payment(report=report_of(payment_of(order)))
    assert queries.withdrawable(membership, later) is None
    with pytest.raises(NotWithdrawable):
        services.withdraw(membership=membership, by=membership.payer, now=later)


def test_other_rooms_may_say_that_it_was_used() -> None:
    membership = membership_of(at=NOON)
    used = lambda _membership, _since: True  # noqa: E731
    queries.register_enjoyment(used)
    try:
        assert queries.withdrawable(membership, NOON + timedelta(days=1)) is None
    finally:
        queries._enjoyments.remove(used)


def test_from_an_upgrade_both_payments_go_back_for_what_they_paid() -> None:
    """90.00 for the new month: 75.00 by its own order, 15.00 credited from the first, half used up."""
    membership = membership_of(at=NOON)
    halfway = NOON + timedelta(days=15)
    dear = price_of(code="house", amount=90_000)
    order = services.change(membership=membership, by=membership.payer, price=dear, now=halfway)
    pay(order, at=halfway)
    services.withdraw(membership=membership, by=membership.payer, now=halfway + timedelta(days=1))
    refunds = Refund.objects.order_by("pk").values_list("order__total", "amount")
    assert list(refunds) == [(75_000, 75_000), (30_000, 15_000)]
    membership.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.WITHDRAWN)


def test_from_a_renewal_one_steps_back_to_the_days_before() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=NOON + timedelta(days=24))
    renewal = membership.periods.get(state=TermState.OPEN)
    pay(renewal.order, at=NOON + timedelta(days=25))
    services.withdraw(membership=membership, by=membership.payer, now=NOON + timedelta(days=26))
    membership.refresh_from_db()
    assert (membership.state, membership.ends_on) == (MembershipState.CANCELLED, date(2026, 12, 1))
    assert Refund.objects.get().amount == 30_000


def test_a_collector_in_kuwait_pays_and_is_paid_back_in_fils() -> None:
    price = price_of("collector", "patron", Period.YEAR, amount=120_505, currency="KWD")
    membership = membership_of(price=price, at=NOON)
    services.withdraw(membership=membership, by=membership.payer, now=NOON + timedelta(days=1))
    refund = Refund.objects.get()
    assert (refund.amount, refund.currency) == (120_505, "KWD")
