"""Two at once, on real commits; and the same without the lock, to see that the race is real."""

from __future__ import annotations

import threading

import pytest

from core.errors import SoukError
from orders.checkout import locks, pricing, services
from orders.checkout.exceptions import OfferClosed, OfferTwice, TotalChanged
from orders.checkout.models import Cart, Checkout, Offer
from orders.checkout.owners import Owner
from orders.exceptions import SoldAlready
from orders.models import Order, Payment
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.checkout import (
    checkout_of,
    house_rates,
    offer_of,
    owned_work,
    placed,
    shown_of,
    source_of,
    work_of,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BUYERS = 4


@pytest.fixture(autouse=True)
def _rates():
    house_rates()


def ordering(checkout):
    shown = shown_of(checkout)
    return lambda: services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)


def test_of_many_buyers_of_one_work_one_gets_it_and_nobody_else_is_charged():
    work = work_of()
    answers = together([ordering(checkout_of(work)) for _ in range(BUYERS)])
    assert sum(isinstance(answer, Checkout) for answer in answers) == 1
    assert sum(isinstance(answer, TotalChanged) for answer in answers) == BUYERS - 1
    assert (Order.objects.count(), Payment.objects.count()) == (1, 0)
    work.refresh_from_db()
    assert work.hold_source == f"order:{Order.objects.get().pk}"


def test_bags_that_cross_do_not_wait_for_each_other():
    one, two = work_of(), work_of()
    answers = together([ordering(checkout_of(one, two)), ordering(checkout_of(two, one))])
    assert sorted(type(answer).__name__ for answer in answers) == ["Checkout", "TotalChanged"]
    assert Order.objects.count() == 2


def test_control_without_the_lock_of_the_works_only_the_claim_is_left(monkeypatch):
    """Both have read the work as free: the second judge, the claim's key, lets one through."""
    work = work_of()
    buyers = [ordering(checkout_of(work)) for _ in range(2)]
    both_have_read = threading.Barrier(2)
    real = pricing.sums

    def unlocked(checkout, *, now, locked=False, with_ways=True):
        found = real(checkout, now=now, with_ways=with_ways)
        if locked:
            both_have_read.wait(10)
        return found

    monkeypatch.setattr(pricing, "sums", unlocked)
    answers = together(buyers)
    assert sorted(type(answer).__name__ for answer in answers) == ["Checkout", "SoldAlready"]
    assert isinstance(next(a for a in answers if not isinstance(a, Checkout)), SoldAlready)
    assert Order.objects.count() == 1


def test_two_tabs_at_once_order_once():
    checkout = checkout_of()
    answers = together([ordering(checkout) for _ in range(BUYERS)])
    assert {answer.pk for answer in answers} == {checkout.pk}
    assert Order.objects.count() == 1


def test_a_double_click_on_pay_is_one_payment():
    checkout = placed(work_of(), work_of())

    def pay():
        return services.pay_checkout(
            checkout=checkout, by=checkout.user, currency="SAR", provider="sandbox"
        ).pk

    answers = together([pay for _ in range(BUYERS)])
    assert set(answers) == {Payment.objects.get().pk}


def test_the_seller_accepts_while_the_buyer_withdraws():
    work, owner = owned_work()
    buyer = UserFactory()
    offer = offer_of(work, buyer=buyer)
    answers = together(
        [
            lambda: services.accept_offer(offer=offer, by=owner),
            lambda: services.withdraw_offer(offer=offer, by=buyer),
        ]
    )
    assert sum(isinstance(answer, OfferClosed) for answer in answers) == 1
    offer.refresh_from_db()
    work.refresh_from_db()
    ends = {("accepted", 1, "on_hold"), ("withdrawn", 0, "available")}
    assert (offer.state, Order.objects.count(), work.availability) in ends


def test_control_without_the_lock_both_get_their_way(monkeypatch):
    """Each reads the offer as open before the other has written: accepted and withdrawn at once."""
    work, owner = owned_work()
    buyer = UserFactory()
    offer = offer_of(work, buyer=buyer)
    both_have_read = threading.Barrier(2)

    def unlocked(pk):
        row = Offer.objects.select_related("seller", "buyer").get(pk=pk)
        both_have_read.wait(10)
        return row

    monkeypatch.setattr(locks, "offer", unlocked)
    answers = together(
        [
            lambda: services.accept_offer(offer=offer, by=owner),
            lambda: services.withdraw_offer(offer=offer, by=buyer),
        ]
    )
    assert not any(isinstance(answer, SoukError) for answer in answers)


def test_two_buyers_accepted_at_once_are_one():
    work, owner = owned_work()
    offers = [offer_of(work), offer_of(work, amount=160_000)]
    answers = together([lambda offer=offer: services.accept_offer(offer=offer, by=owner) for offer in offers])
    assert sum(isinstance(answer, Offer) for answer in answers) == 1
    assert Offer.objects.filter(state="accepted").count() == Order.objects.count() == 1


def test_two_offers_of_one_buyer_at_once_are_one():
    work, buyer = work_of(), UserFactory()
    answers = together([lambda: offer_of(work, buyer=buyer) for _ in range(BUYERS)])
    assert sum(isinstance(answer, OfferTwice) for answer in answers) == BUYERS - 1
    assert Offer.objects.count() == 1


def test_a_bag_is_made_once_and_never_holds_more_than_its_limit(monkeypatch):
    monkeypatch.setattr("orders.checkout.services.cart.LIMIT", 2)
    owner, works = Owner(token="d" * 32), [work_of() for _ in range(BUYERS)]
    together([lambda work=work: services.add_to_cart(owner=owner, source=source_of(work)) for work in works])
    assert Cart.objects.get().items.count() == 2
