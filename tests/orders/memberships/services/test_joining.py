"""The way in: a choice becomes an order, its payment a membership."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from compliance.models import AuditEntry
from mailing.models import EmailMessage
from orders import services as orders
from orders.enums import LineKind, OrderOrigin, OrderState, SellerKind, Supplier
from orders.exceptions import PaymentUnderWay
from orders.memberships import services
from orders.memberships.enums import EndReason, MembershipState, Period, TermKind, TermState
from orders.memberships.exceptions import AlreadyMember, NotForYou, NotOffered
from orders.memberships.models import Membership
from orders.platform import house_seller
from tests.factories.accounts import UserFactory
from tests.factories.memberships import gallery_of, membership_of, pay, price_of
from tests.factories.orders import payment_of, report_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Riyadh"))


def test_a_gallery_orders_its_membership_from_the_house() -> None:
    owner = UserFactory()
    gallery = gallery_of(owner)
    order = services.join(by=owner, price=price_of(amount=34_500), seller=gallery, now=NOON)
    assert (order.buyer, order.seller, order.origin) == (owner, house_seller(), OrderOrigin.MEMBERSHIP)
    assert (order.net, order.vat, order.total, order.currency) == (30_000, 4_500, 34_500, "SAR")
    assert order.due_at == NOON + timedelta(days=3)
    line = order.lines.get()
    assert (line.kind, line.supplier, line.commission) == (LineKind.MEMBERSHIP, Supplier.PLATFORM, 0)
    assert (line.description_en, line.description_ar) == (
        "Membership “Studio”, one month",
        "عضوية «المرسم» لشهر",
    )
    membership = Membership.objects.get()
    assert (membership.seller, membership.user, membership.payer) == (gallery, None, owner)
    assert (membership.state, membership.starts_on, membership.ends_on) == (
        MembershipState.PENDING,
        None,
        None,
    )
    stretch = membership.periods.get()
    assert (stretch.order, stretch.kind, stretch.state) == (order, TermKind.JOIN, TermState.OPEN)
    assert (stretch.value, stretch.credit) == (34_500, 0)


def test_paying_starts_it_once_and_welcomes() -> None:
    membership = membership_of(at=NOON)
    order = membership.periods.get().order
    assert (membership.state, membership.starts_on, membership.ends_on, membership.anchor_day) == (
        MembershipState.ACTIVE,
        date(2026, 11, 20),
        date(2026, 12, 20),
        20,
    )
    assert order.state == OrderState.COMPLETED
    assert services.start(order=order) is False
    membership.refresh_from_db()
    assert membership.ends_on == date(2026, 12, 20)
    letters = EmailMessage.objects.filter(template="memberships.welcome")
    assert list(letters.values_list("to_address", flat=True)) == [membership.payer.email]
    codes = AuditEntry.objects.filter(action__startswith="memberships.").order_by("pk")
    assert list(codes.values_list("action", flat=True)) == ["memberships.offered", "memberships.started"]


def test_the_outbox_carries_the_word(run_outbox) -> None:
    membership = membership_of(paid=False)
    order = membership.periods.get().order
    orders.settle_payment(report=report_of(payment_of(order)))
    run_outbox()
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE
    order.refresh_from_db()
    assert order.state == OrderState.COMPLETED


def test_late_in_the_evening_counts_where_the_house_stands() -> None:
    """22:30 in UTC is the next day in Riyadh."""
    membership = membership_of(at=datetime(2027, 1, 30, 22, 30, tzinfo=ZoneInfo("UTC")))
    assert (membership.starts_on, membership.ends_on) == (date(2027, 1, 31), date(2027, 2, 28))


def test_a_collector_joins_for_themselves_in_dinars() -> None:
    person = UserFactory()
    price = price_of("collector", "patron", Period.YEAR, amount=120_500, currency="KWD")
    membership = membership_of(person, price=price, at=NOON)
    assert (membership.user, membership.seller) == (person, None)
    assert (membership.currency, membership.ends_on) == ("KWD", date(2027, 11, 20))
    assert membership.periods.get().order.total == 120_500


def test_an_assistant_an_outsider_and_the_wrong_kind_are_refused() -> None:
    owner, assistant, outsider = UserFactory(), UserFactory(), UserFactory()
    gallery = gallery_of(owner)
    gallery.memberships.create(user=assistant, role="assistant")
    artist = gallery_of(owner, kind=SellerKind.ARTIST)
    price = price_of()
    for by, seller in ((assistant, gallery), (outsider, gallery), (owner, artist), (owner, None)):
        with pytest.raises(NotForYou):
            services.join(by=by, price=price, seller=seller)
    with pytest.raises(NotForYou):
        services.join(by=owner, price=price_of("collector", "friend"), seller=gallery)
    assert Membership.objects.count() == 0


def test_a_tier_that_is_no_longer_offered_is_refused() -> None:
    price = price_of()
    price.tier.active = False
    price.tier.save()
    owner = UserFactory()
    with pytest.raises(NotOffered):
        services.join(by=owner, price=price, seller=gallery_of(owner))


def test_the_same_choice_again_is_the_same_order() -> None:
    owner = UserFactory()
    gallery, price = gallery_of(owner), price_of()
    first = services.join(by=owner, price=price, seller=gallery)
    assert services.join(by=owner, price=price, seller=gallery) == first
    assert Membership.objects.count() == 1


def test_another_choice_before_paying_replaces_the_order() -> None:
    owner = UserFactory()
    gallery = gallery_of(owner)
    first = services.join(by=owner, price=price_of(), seller=gallery)
    second = services.join(by=owner, price=price_of(code="house", amount=90_000), seller=gallery)
    first.refresh_from_db()
    assert (first.state, second.total) == (OrderState.CANCELLED, 90_000)
    membership = Membership.objects.get()
    assert (membership.tier.code, membership.state) == ("house", MembershipState.PENDING)
    assert services.drop(order=first) is False
    pay(second)
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE


def test_a_new_choice_waits_for_a_payment_under_way() -> None:
    owner = UserFactory()
    gallery = gallery_of(owner)
    first = services.join(by=owner, price=price_of(), seller=gallery)
    payment_of(first)
    with pytest.raises(PaymentUnderWay):
        services.join(by=owner, price=price_of(code="house", amount=90_000), seller=gallery)
    membership = Membership.objects.get()
    assert (membership.tier.code, membership.periods.get().state) == ("studio", TermState.OPEN)


def test_a_member_does_not_join_twice() -> None:
    membership = membership_of()
    with pytest.raises(AlreadyMember):
        services.join(by=membership.payer, price=price_of(), seller=membership.seller)


@pytest.mark.parametrize(
    ("end", "reason"), [("expired", EndReason.UNPAID), ("cancelled", EndReason.CANCELLED)]
)
def test_an_order_that_comes_to_nothing_ends_the_wait(end: str, reason: EndReason, run_outbox) -> None:
    membership = membership_of(paid=False, at=NOON if end == "expired" else None)
    order = membership.periods.get().order
    if end == "expired":
        assert orders.expire_order(order=order, now=NOON + timedelta(days=4))
    else:
        orders.cancel_order(order=order, by=order.buyer)
    run_outbox()
    membership.refresh_from_db()
    assert (membership.state, membership.end_reason) == (MembershipState.ENDED, reason)
    assert membership.periods.get().state == TermState.VOID
    again = services.join(by=membership.payer, price=price_of(), seller=membership.seller)
    assert again != order
