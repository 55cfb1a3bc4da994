from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from core.money import Money
from marketplace.enums import Availability
from orders.checkout import pricing, services
from orders.checkout.enums import CheckoutState
from orders.checkout.exceptions import (
    CheckoutClosed,
    DetailsMissing,
    NoSuchCheckout,
    NothingToBuy,
    TotalChanged,
)
from orders.checkout.models import CartItem, Checkout
from orders.enums import Delivery, LineKind, OrderOrigin, OrderState, VatStatus
from orders.models import LedgerEntry, Order, Payment, SellerVatStatus
from orders.services import cancel_order, expire_due, settle_payment
from tests.factories.accounts import UserFactory
from tests.factories.checkout import (
    ABROAD,
    HOME,
    bag_of,
    checkout_of,
    house_rates,
    owned_work,
    placed,
    ready,
    shown_of,
    source_of,
    work_of,
)
from tests.factories.orders import SellerFactory, order_of, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates():
    house_rates()


def order_one(checkout, **given):
    return services.place_checkout(checkout=checkout, by=checkout.user, shown=shown_of(checkout), **given)


def standing(work):
    work.refresh_from_db()
    return work.availability, work.hold_source


def test_the_same_works_are_the_same_checkout():
    user, works = UserFactory(), [work_of(), work_of()]
    sources = [source_of(work) for work in works]
    first = services.start_checkout(user=user, sources=sources)
    assert services.start_checkout(user=user, sources=sources[::-1]).pk == first.pk
    assert services.start_checkout(user=user, sources=sources[:1]).pk != first.pk
    assert services.start_checkout(user=UserFactory(), sources=sources).pk != first.pk


def test_opening_holds_nothing():
    work = work_of()
    checkout_of(work)
    assert standing(work) == (Availability.AVAILABLE, "")
    assert Order.objects.count() == 0


def test_what_cannot_be_bought_is_left_out():
    mine, owner = owned_work()
    free, sold, asked = work_of(), work_of(availability=Availability.SOLD), work_of(price_minor=None)
    sources = [source_of(work) for work in (mine, sold, free, asked)]
    checkout = services.start_checkout(user=owner, sources=[*sources, "lot:1"])
    assert [item.source for item in checkout.items.all()] == [source_of(free)]
    with pytest.raises(NothingToBuy):
        services.start_checkout(user=owner, sources=[source_of(mine), source_of(sold)])


def test_the_last_address_is_there_already():
    user = UserFactory()
    checkout_of(work_of(), user=user)
    again = services.start_checkout(user=user, sources=[source_of(work_of())])
    assert again.ship_to == HOME.as_dict()
    assert services.start_checkout(user=UserFactory(), sources=[source_of(work_of())]).ship_to == {}


def test_an_outsider_changes_nothing():
    checkout, other = checkout_of(), UserFactory()
    with pytest.raises(NoSuchCheckout):
        services.set_address(checkout=checkout, by=other, ship_to=ABROAD)
    with pytest.raises(NoSuchCheckout):
        services.set_delivery(checkout=checkout, by=other, choices={})
    with pytest.raises(NoSuchCheckout):
        services.place_checkout(checkout=checkout, by=other, shown=shown_of(checkout))
    checkout.refresh_from_db()
    assert (checkout.state, checkout.ship_to) == (CheckoutState.OPEN, HOME.as_dict())


def test_a_pick_up_costs_the_price_and_no_more():
    checkout = checkout_of(work_of(price_minor=185_000))
    (group,) = pricing.sums(checkout, now=clock.now()).groups
    assert (group.net.minor, group.vat.minor, group.total) == (160_870, 24_130, Money(185_000, "SAR"))
    assert group.delivery is Delivery.PICKUP


def test_delivery_is_taxed_with_the_goods():
    checkout = ready(checkout_of(work_of(price_minor=185_000)), way="door")
    (group,) = pricing.sums(checkout, now=clock.now()).groups
    kinds = [line.kind for line in group.lines]
    assert kinds[:2] == [LineKind.ITEM, LineKind.SHIPPING]
    fees = [line for line in group.lines if line.kind != LineKind.ITEM]
    assert all(line.vat == (line.net * 15 + 50) // 100 for line in fees)
    assert group.total.minor == 185_000 + sum(line.gross for line in fees)
    assert group.promised_at is not None


def test_sent_abroad_the_vat_comes_off():
    checkout = services.set_address(
        checkout=(made := checkout_of(work_of(price_minor=115_000))), by=made.user, ship_to=ABROAD
    )
    groups = pricing.sums(checkout, now=clock.now()).groups
    way = next(way.code for way in groups[0].ways if not way.quote.asks and way.code != "pickup")
    services.set_delivery(checkout=checkout, by=checkout.user, choices={groups[0].key: way})
    (group,) = pricing.sums(Checkout.objects.get(pk=checkout.pk), now=clock.now()).groups
    assert (group.lines[0].net, group.vat.minor, group.lines[0].vat_category) == (100_000, 0, "Z")


def test_picked_up_by_somebody_from_abroad_it_stays():
    checkout = services.set_address(
        checkout=(made := checkout_of(work_of(price_minor=115_000))), by=made.user, ship_to=ABROAD
    )
    (group,) = pricing.sums(checkout, now=clock.now()).groups
    assert (group.delivery, group.vat.minor) == (Delivery.PICKUP, 15_000)


def test_works_go_by_seller_and_currency():
    seller = SellerFactory()
    works = [
        work_of(seller=seller),
        work_of(),
        work_of(seller=seller),
        work_of(seller=seller, currency="KWD", price_minor=10_000),
    ]
    found = pricing.sums(checkout_of(*works), now=clock.now())
    assert [len(group.items) for group in found.groups] == [2, 1, 1]
    assert found.totals == [Money(555_000, "SAR"), Money(10_000, "KWD")]


def test_without_an_address_nothing_is_complete():
    checkout = checkout_of(ship_to=None)
    found = pricing.sums(checkout, now=clock.now())
    assert (found.needs_address, found.complete) == (True, False)
    with pytest.raises(DetailsMissing):
        order_one(checkout)


def test_a_way_that_does_not_exist_is_no_choice():
    checkout = checkout_of()
    (group,) = pricing.sums(checkout, now=clock.now()).groups
    with pytest.raises(DetailsMissing):
        services.set_delivery(checkout=checkout, by=checkout.user, choices={group.key: "balloon"})
    checkout.refresh_from_db()
    assert checkout.choices == {group.key: "pickup"}


def test_one_order_a_seller_and_all_works_held():
    seller, user = SellerFactory(), UserFactory()
    works = [work_of(seller=seller), work_of(seller=seller), work_of()]
    bag_of(user, *works, left := work_of())
    checkout = checkout_of(*works, user=user)
    now = clock.now()
    row = order_one(checkout, now=now)
    orders = list(row.orders.order_by("pk"))
    assert [order.lines.count() for order in orders] == [2, 1]
    assert [order.total for order in orders] == [370_000, 185_000]
    assert {order.delivery for order in orders} == {Delivery.PICKUP}
    assert {order.origin for order in orders} == {OrderOrigin.BUY_NOW}
    assert orders[0].ship_to == HOME.as_dict()
    assert [standing(work) for work in works] == [
        ("on_hold", f"order:{orders[0].pk}"),
        ("on_hold", f"order:{orders[0].pk}"),
        ("on_hold", f"order:{orders[1].pk}"),
    ]
    assert (row.state, row.expires_at - row.placed_at) == (CheckoutState.PLACED, timedelta(minutes=30))
    assert {order.due_at for order in orders} == {row.expires_at}
    assert list(CartItem.objects.values_list("source", flat=True)) == [source_of(left)]


def test_a_second_click_finds_the_same_orders():
    checkout = checkout_of()
    shown = shown_of(checkout)
    for _ in range(2):
        services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)
    assert Order.objects.count() == 1


def test_a_price_that_rose_stops_the_order_and_says_so():
    work = work_of(title_en="Courtyard of Light")
    checkout = checkout_of(work)
    shown = shown_of(checkout)
    work.price_minor = 200_000
    work.save()
    with pytest.raises(TotalChanged) as stop:
        services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)
    assert [(change.before, change.after) for change in stop.value.changes] == [
        (Money(185_000, "SAR"), Money(200_000, "SAR"))
    ]
    assert (Order.objects.count(), Payment.objects.count(), LedgerEntry.objects.count()) == (0, 0, 0)
    assert standing(work) == ("available", "")
    assert order_one(checkout).orders.get().total == 200_000


def test_a_price_that_fell_stops_it_too():
    work = work_of()
    checkout = checkout_of(work)
    shown = shown_of(checkout)
    work.price_minor = 100_000
    work.save()
    with pytest.raises(TotalChanged):
        services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)


def test_another_standing_before_the_vat_law_stops_it():
    seller = SellerFactory(country="AE", vat_number="100000000000003")
    checkout = checkout_of(work_of(seller=seller, currency="AED"))
    shown = shown_of(checkout)
    SellerVatStatus.objects.create(
        seller=seller, status=VatStatus.UNREGISTERED, valid_from=clock.now().date() - timedelta(days=1)
    )
    with pytest.raises(TotalChanged):
        services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)
    assert Order.objects.count() == 0


def test_what_the_page_did_not_say_is_not_charged():
    checkout = checkout_of()
    with pytest.raises(TotalChanged):
        services.place_checkout(checkout=checkout, by=checkout.user, shown={})
    assert Order.objects.count() == 0


def test_of_two_works_one_gone_nothing_is_ordered():
    gone, here = work_of(), work_of()
    checkout = checkout_of(gone, here)
    shown = shown_of(checkout)
    placed(gone)
    with pytest.raises(TotalChanged) as stop:
        services.place_checkout(checkout=checkout, by=checkout.user, shown=shown)
    assert [(change.before, change.after) for change in stop.value.changes] == [(Money(185_000, "SAR"), None)]
    assert standing(here) == ("available", "")
    assert Order.objects.filter(buyer=checkout.user).count() == 0


def test_two_tabs_with_the_same_bag_order_once():
    user, work, other = UserFactory(), work_of(), work_of()
    one = checkout_of(work, user=user)
    two = checkout_of(work, other, user=user)
    shown = shown_of(two)
    order_one(one)
    with pytest.raises(TotalChanged):
        services.place_checkout(checkout=two, by=user, shown=shown)
    assert Order.objects.count() == 1


def test_placed_is_closed_to_changes():
    checkout = placed()
    with pytest.raises(CheckoutClosed):
        services.set_address(checkout=checkout, by=checkout.user, ship_to=ABROAD)


def test_several_sellers_are_paid_at_once():
    checkout = placed(work_of(), work_of())
    terms = {"checkout": checkout, "by": checkout.user, "currency": "SAR", "provider": "sandbox"}
    payment = services.pay_checkout(**terms)
    assert services.pay_checkout(**terms).pk == payment.pk
    assert (payment.amount, payment.parts.count()) == (370_000, 2)


def test_each_currency_is_a_payment_of_its_own():
    checkout = placed(work_of(), work_of(currency="KWD", price_minor=10_000))
    found = [
        services.pay_checkout(checkout=checkout, by=checkout.user, currency=code, provider="sandbox")
        for code in ("SAR", "KWD")
    ]
    assert [(payment.amount, payment.currency) for payment in found] == [(185_000, "SAR"), (10_000, "KWD")]


def test_nobody_else_pays():
    checkout = placed()
    with pytest.raises(NoSuchCheckout):
        services.pay_checkout(checkout=checkout, by=UserFactory(), currency="SAR", provider="sandbox")
    assert Payment.objects.count() == 0


def test_paid_is_paid_and_the_works_are_sold(run_outbox):
    works = [work_of(), work_of()]
    checkout = placed(*works)
    payment = services.pay_checkout(checkout=checkout, by=checkout.user, currency="SAR", provider="sandbox")
    settle_payment(report=report_of(payment))
    run_outbox()
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.PAID
    assert [standing(work)[0] for work in works] == ["sold", "sold"]


def test_a_reservation_that_ran_out_frees_the_works(run_outbox):
    works = [work_of(), work_of()]
    checkout = placed(*works)
    assert expire_due(now=checkout.expires_at - timedelta(seconds=1)) == 0
    assert expire_due(now=checkout.expires_at + timedelta(seconds=1)) == 2
    run_outbox()
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.EXPIRED
    assert [standing(work) for work in works] == [("available", "")] * 2
    again = services.start_checkout(user=checkout.user, sources=[source_of(work) for work in works])
    assert again.pk != checkout.pk


def test_one_cancelled_and_one_paid_is_paid(run_outbox):
    checkout = placed(work_of(), work_of(currency="KWD", price_minor=10_000))
    first, second = checkout.orders.order_by("pk")
    cancel_order(order=first, by=checkout.user)
    payment = services.pay_checkout(
        checkout=checkout, by=checkout.user, currency=second.currency, provider="sandbox"
    )
    settle_payment(report=report_of(payment))
    run_outbox()
    checkout.refresh_from_db()
    assert checkout.state == CheckoutState.PAID


def won(buyer, **given):
    return order_of(buyer, origin=OrderOrigin.AUCTION, **given)


def test_a_waiting_order_is_addressed_and_its_bill_written_anew():
    buyer = UserFactory()
    order = won(buyer)
    checkout = ready(services.start_for_orders(user=buyer, orders=[order]), way="door")
    order_one(checkout)
    order.refresh_from_db()
    assert (order.delivery, order.ship_to, order.state) == (Delivery.SHIP, HOME.as_dict(), OrderState.PLACED)
    kinds = list(order.lines.order_by("position").values_list("kind", flat=True))
    assert kinds[:2] == [LineKind.ITEM, LineKind.SHIPPING]
    assert order.total > 185_000
    assert order.lines.first().gross == 185_000


def test_several_lots_are_paid_together():
    buyer = UserFactory()
    orders = [won(buyer), won(buyer)]
    checkout = services.start_for_orders(user=buyer, orders=orders)
    assert services.start_for_orders(user=buyer, orders=orders[::-1]).pk == checkout.pk
    row = order_one(ready(checkout))
    payment = services.pay_checkout(checkout=row, by=buyer, currency="SAR", provider="sandbox")
    assert (payment.amount, set(payment.orders.all())) == (370_000, set(orders))
    assert row.expires_at == min(order.due_at for order in orders)


def test_somebody_elses_order_is_left_out():
    order = won(UserFactory())
    with pytest.raises(NothingToBuy):
        services.start_for_orders(user=UserFactory(), orders=[order])


def test_a_bill_that_stands_is_paid_as_it_is():
    buyer = UserFactory()
    order = placed(user=buyer).orders.get()
    services.pay_checkout(checkout=order.checkouts.get(), by=buyer, currency="SAR", provider="sandbox")
    order.refresh_from_db()
    found = pricing.sums(services.start_for_orders(user=buyer, orders=[order]), now=clock.now())
    assert (found.groups[0].fixed, found.complete, found.needs_address) == (True, True, False)


def test_left_checkouts_are_forgotten_after_thirty_days():
    left, kept = checkout_of(), placed()
    now = clock.now()
    assert services.sweep_checkouts(now=now + timedelta(days=2)) == 0
    left.refresh_from_db()
    assert left.state == CheckoutState.ABANDONED
    assert services.sweep_checkouts(now=now + timedelta(days=32)) == 1
    assert list(Checkout.objects.values_list("pk", flat=True)) == [kept.pk]
