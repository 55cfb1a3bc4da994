"""Paying the seller directly: only the seller confirms, and we hold nothing."""

from __future__ import annotations

import pytest

from mailing.models import Notification
from orders import services
from orders.enums import Account, OrderOrigin, OrderState, PaymentState
from orders.models import LedgerEntry, SellerMember
from orders.payments import queries
from orders.payments.enums import DirectState, MethodKind
from orders.payments.exceptions import (
    AlreadyDecided,
    BuyerConfirms,
    MethodIncomplete,
    NotYours,
    ReasonMissing,
    TooManyMethods,
)
from orders.payments.models import DirectPayment, SellerMethod
from orders.payments.services import confirm_direct, refuse_direct, save_method, switch_method
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, order_of
from tests.factories.payments import direct, method_of, payment_at

pytestmark = pytest.mark.django_db


def _owner(row: DirectPayment):
    return row.seller.members.get()


def test_the_seller_hears_of_it_and_the_buyer_keeps_what_they_were_told() -> None:
    row = direct()
    assert Notification.objects.filter(user=_owner(row), kind="payments.direct_started").count() == 1
    SellerMethod.objects.update(text_en="Something else")
    assert row.methods == [{"kind": "cash", "ar": "نقدًا في الصالة", "en": "Cash at the gallery"}]


def test_a_seller_without_a_way_takes_nothing() -> None:
    payment = payment_at("seller")
    assert (payment.state, DirectPayment.objects.count()) == (PaymentState.FAILED, 0)


def test_orders_of_two_sellers_cannot_be_paid_directly() -> None:
    buyer = UserFactory()
    orders = []
    for _time in range(2):
        owner = UserFactory()
        seller = SellerFactory(owner=owner)
        method_of(seller, owner)
        orders.append(order_of(buyer, seller=seller))
    payment = services.start_payment(orders=orders, by=buyer, provider="seller")
    assert services.open_payment(payment=payment) == ""
    assert DirectPayment.objects.count() == 0


@pytest.mark.parametrize("origin", [OrderOrigin.TICKET, OrderOrigin.COMMISSION])
def test_what_is_paid_before_it_is_there_passes_through_our_keeping(origin: OrderOrigin) -> None:
    buyer, owner = UserFactory(), UserFactory()
    seller = SellerFactory(owner=owner)
    method_of(seller, owner)
    order = order_of(buyer, seller=seller, origin=origin)
    assert queries.direct_possible([order]) is False
    payment = services.start_payment(orders=[order], by=buyer, provider="seller")
    assert services.open_payment(payment=payment) == ""
    assert DirectPayment.objects.count() == 0


def test_the_sellers_word_pays_the_order_and_we_hold_nothing() -> None:
    row = direct()
    confirm_direct(direct=row, by=_owner(row), note="Received at the gallery")
    order = row.payment.orders.get()
    assert order.state == OrderState.PAID
    sums: dict[str, int] = {}
    for entry in LedgerEntry.objects.all():
        sums[entry.account] = sums.get(entry.account, 0) + entry.amount
    assert sum(sums.values()) == 0
    assert sums.get(Account.PROVIDER, 0) == 0
    assert sums.get(Account.BUYER, 0) == 0
    # Nothing is held for the seller: they owe us our commission out of what they took themselves.
    assert sums[Account.HELD] == -(sums[Account.REVENUE] + sums[Account.VAT]) > 0


def test_nobody_but_the_sellers_people_confirms() -> None:
    row = direct()
    for person in (UserFactory(), UserFactory(is_staff=True)):
        with pytest.raises(NotYours):
            confirm_direct(direct=row, by=person)
    with pytest.raises(BuyerConfirms):
        confirm_direct(direct=row, by=row.payment.buyer)
    row.refresh_from_db()
    assert (row.state, row.payment.orders.get().state) == (DirectState.WAITING, OrderState.AWAITING_PAYMENT)


def test_not_even_a_buyer_who_joins_the_seller() -> None:
    row = direct()
    SellerMember.objects.create(seller=row.seller, user=row.payment.buyer)
    with pytest.raises(BuyerConfirms):
        confirm_direct(direct=row, by=row.payment.buyer)


def test_what_did_not_come_frees_the_order_and_may_come_after_all() -> None:
    row = direct()
    with pytest.raises(ReasonMissing):
        refuse_direct(direct=row, by=_owner(row), note=" ")
    refuse_direct(direct=row, by=_owner(row), note="Nobody came.")
    row.payment.refresh_from_db()
    assert row.payment.state == PaymentState.FAILED
    with pytest.raises(AlreadyDecided):
        refuse_direct(direct=row, by=_owner(row), note="Again.")
    confirm_direct(direct=row, by=_owner(row))
    assert row.payment.orders.get().state == OrderState.PAID
    with pytest.raises(AlreadyDecided):
        confirm_direct(direct=row, by=_owner(row))


def test_ways_are_the_sellers_own(monkeypatch) -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    with pytest.raises(MethodIncomplete):
        method_of(seller, owner, text_ar="", text_en=" ")
    way = method_of(seller, owner)
    with pytest.raises(NotYours):
        method_of(seller, UserFactory())
    with pytest.raises(NotYours):
        switch_method(method=way, by=UserFactory(), active=False)
    other = SellerFactory(owner=owner)
    with pytest.raises(NotYours):
        save_method(seller=other, by=owner, kind=MethodKind.CARD, text_ar="x", text_en="", method=way)
    monkeypatch.setattr("orders.payments.services.directs.MAX_METHODS", 1)
    with pytest.raises(TooManyMethods):
        method_of(seller, owner)
    assert switch_method(method=way, by=owner, active=False).active is False
    assert payment_at("seller", order_of(seller=seller)).state == PaymentState.FAILED
