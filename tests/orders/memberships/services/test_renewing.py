"""What time brings: an offer, a reminder, days of grace, the end; each once, however often the sweep comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailing.models import EmailMessage
from orders import services as orders
from orders.enums import OrderState
from orders.memberships import queries, services
from orders.memberships.enums import EndReason, MembershipState, Period, TermKind, TermState
from orders.memberships.models import TierPrice
from tests.factories.accounts import UserFactory
from tests.factories.memberships import membership_of, pay, price_of
from tests.factories.orders import payment_of, report_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Asia/Riyadh"))


def at(day: int) -> datetime:
    return NOON + timedelta(days=day - 1)


def letters(name: str) -> int:
    return EmailMessage.objects.filter(template=f"memberships.{name}").count()


def test_a_renewal_is_offered_in_time_and_once() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(23))
    assert membership.periods.count() == 1
    services.sweep(now=at(24))
    services.sweep(now=at(24))
    stretch = membership.periods.get(state=TermState.OPEN)
    assert (stretch.kind, stretch.value) == (TermKind.RENEWAL, 30_000)
    assert stretch.order.due_at == datetime(2026, 12, 8, tzinfo=ZoneInfo("Asia/Riyadh"))
    assert letters("renewal_due") == 1
    mail = EmailMessage.objects.get(template="memberships.renewal_due")
    assert f"/orders/{stretch.order.number}/checkout/" in mail.text
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE


def test_it_is_called_to_mind_once() -> None:
    membership = membership_of(at=NOON)
    for day in (24, 28, 29, 30):
        services.sweep(now=at(day))
    assert letters("renewal_due") == 2
    assert membership.periods.get(state=TermState.OPEN).warned_on == date(2026, 11, 29)


def test_paid_early_no_day_is_lost() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    order = membership.periods.get(state=TermState.OPEN).order
    pay(order, at=at(25))
    membership.refresh_from_db()
    assert (membership.ends_on, membership.state) == (date(2027, 1, 1), MembershipState.ACTIVE)
    services.sweep(now=at(29))
    assert membership.periods.count() == 2


def test_paid_in_the_days_of_grace_no_day_is_won() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    services.sweep(now=at(31))
    services.sweep(now=at(32))
    membership.refresh_from_db()
    assert (membership.state, letters("grace")) == (MembershipState.PAST_DUE, 1)
    assert queries.tier_of_seller(membership.seller, at(32)).code == "studio"
    pay(membership.periods.get(state=TermState.OPEN).order, at=at(33))
    membership.refresh_from_db()
    assert (membership.state, membership.ends_on) == (MembershipState.ACTIVE, date(2027, 1, 1))


def test_unpaid_it_ends_after_grace() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    services.sweep(now=at(31))
    order = membership.periods.get(state=TermState.OPEN).order
    services.sweep(now=at(37))
    membership.refresh_from_db()
    assert membership.state == MembershipState.PAST_DUE
    services.sweep(now=at(38))
    membership.refresh_from_db()
    order.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.UNPAID)
    assert (order.state, letters("ended")) == (OrderState.CANCELLED, 1)


def test_the_order_that_expires_ends_it_as_well(run_outbox) -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    services.sweep(now=at(31))
    order = membership.periods.get(state=TermState.OPEN).order
    assert orders.expire_order(order=order, now=at(38))
    order.refresh_from_db()
    services.drop(order=order, now=at(38))
    membership.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.UNPAID)


def test_a_silent_bank_is_waited_for() -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    services.sweep(now=at(31))
    payment_of(membership.periods.get(state=TermState.OPEN).order)
    services.sweep(now=at(39))
    membership.refresh_from_db()
    assert membership.state == MembershipState.PAST_DUE


def test_who_cancels_the_order_of_a_renewal_does_not_renew(run_outbox) -> None:
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    order = membership.periods.get(state=TermState.OPEN).order
    orders.cancel_order(order=order, by=order.buyer)
    order.refresh_from_db()
    services.drop(order=order, now=at(25))
    membership.refresh_from_db()
    assert (membership.state, membership.renews) == (MembershipState.CANCELLED, False)
    services.sweep(now=at(26))
    assert membership.periods.count() == 2


def test_a_sweep_that_slept_offers_before_it_ends_anything() -> None:
    """The relay was down for the last week of the year: the holder still gets days to pay."""
    membership = membership_of(price=price_of(period=Period.YEAR, amount=300_000), at=NOON)
    late = NOON + timedelta(days=367)
    services.sweep(now=late)
    membership.refresh_from_db()
    assert membership.state == MembershipState.PAST_DUE
    assert membership.periods.get(state=TermState.OPEN).order.due_at > late


def test_an_owner_who_left_is_not_asked() -> None:
    membership = membership_of(at=NOON)
    heir = UserFactory()
    membership.seller.memberships.all().delete()
    membership.seller.memberships.create(user=heir)
    services.sweep(now=at(24))
    membership.refresh_from_db()
    assert membership.payer == heir
    assert membership.periods.get(state=TermState.OPEN).order.buyer == heir
    assert EmailMessage.objects.get(template="memberships.renewal_due").to_address == heir.email.lower()


def test_a_tier_that_is_no_longer_offered_renews_at_the_last_price() -> None:
    membership = membership_of(at=NOON)
    TierPrice.objects.filter(tier=membership.tier).update(amount=77_700)
    type(membership.tier).objects.filter(pk=membership.tier_id).update(active=False)
    services.sweep(now=at(24))
    assert membership.periods.get(state=TermState.OPEN).value == 30_000


def test_a_new_price_counts_from_the_next_renewal() -> None:
    membership = membership_of(at=NOON)
    price_of(amount=33_300)
    services.sweep(now=at(24))
    assert membership.periods.get(state=TermState.OPEN).value == 33_300


def test_a_paid_back_order_takes_its_days_with_it(run_outbox) -> None:
    membership = membership_of(at=NOON)
    order = membership.periods.get().order
    orders.refund(order=order, by=None, reason="goodwill")
    order.refresh_from_db()
    assert services.take_back(order=order, now=at(5)) is True
    assert services.take_back(order=order, now=at(5)) is False
    membership.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, EndReason.REFUNDED)


def test_money_for_what_has_ended_goes_back() -> None:
    """Paid at the moment the first stretch was paid back: the renewal's money follows."""
    membership = membership_of(at=NOON)
    services.sweep(now=at(24))
    renewal = membership.periods.get(state=TermState.OPEN).order
    first = membership.periods.get(state=TermState.PAID).order
    orders.settle_payment(report=report_of(payment_of(renewal)))
    renewal.refresh_from_db()
    type(membership).objects.filter(pk=membership.pk).update(
        state=MembershipState.ENDED, end_reason=EndReason.REFUNDED, ended_at=at(25)
    )
    assert services.start(order=renewal, now=at(25)) is False
    renewal.refresh_from_db()
    assert (renewal.state, renewal.refunded, first.refunded) == (OrderState.REFUNDED, 30_000, 0)
