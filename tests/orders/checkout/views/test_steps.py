from __future__ import annotations

import re
from datetime import timedelta

import pytest

from orders.checkout import services
from orders.checkout.enums import CheckoutState
from orders.delivery.models import Address
from orders.delivery.services import save_address
from orders.enums import OrderOrigin, OrderState
from orders.models import Order, Payment
from orders.payments.models import SandboxCharge
from orders.services import expire_due
from tests.factories.accounts import UserFactory
from tests.factories.checkout import (
    HOME,
    TYPED,
    checkout_of,
    house_rates,
    placed,
    ready,
    source_of,
    work_of,
)
from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates():
    house_rates()


@pytest.fixture
def buyer():
    return UserFactory()


@pytest.fixture
def client(client_for, buyer):
    return client_for(buyer)


def path(checkout, step="", language="en"):
    return f"/{language}/basket/checkout/{checkout.key}/{step}"


def opened(buyer, *works):
    return services.start_checkout(user=buyer, sources=[source_of(work) for work in works or (work_of(),)])


def shown_on(page):
    return re.search(r'name="shown" value="([^"]+)"', page)[1]


# Address


def test_the_first_step_asks_where_to(client, buyer):
    checkout = opened(buyer)
    assert client.get(path(checkout))["Location"] == path(checkout, "address/")
    for language, words in (("en", "Where shall we bring it?"), ("ar", "إلى أين نوصل العمل؟")):
        page = client.get(path(checkout, "address/", language)).content.decode()
        assert words in page
        assert page.count("1,850.00") == 1


def test_an_address_with_a_mistake_says_which_and_keeps_what_was_typed(client, buyer):
    checkout = opened(buyer)
    values = {**TYPED, "address": "new", "new-building": "447", "new-short": "", "new-postcode": "١٣٥٢"}
    page = client.post(path(checkout, "address/", "ar"), values).content.decode()
    assert 'href="#id_new-building"' in page
    assert 'href="#id_new-postcode"' in page
    assert 'value="447"' in page
    assert HOME.name in page
    checkout.refresh_from_db()
    assert checkout.ship_to == {}


def test_a_new_address_goes_into_the_book_where_asked(client, buyer):
    checkout = opened(buyer)
    values = {**TYPED, "address": "new", "keep": "on", "new-postcode": "١٣٥٢١"}
    assert client.post(path(checkout, "address/"), values)["Location"] == path(checkout, "delivery/")
    checkout.refresh_from_db()
    assert (checkout.ship_to, checkout.bill_to) == (HOME.as_dict(), HOME.as_dict())
    assert Address.objects.get().user == buyer


def test_not_kept_where_not_asked(client, buyer):
    client.post(path(opened(buyer), "address/"), {**TYPED, "address": "new"})
    assert Address.objects.count() == 0


def test_one_of_the_book_is_chosen(client, buyer):
    row = save_address(user=buyer, values=HOME)
    stranger = save_address(user=UserFactory(), values=HOME.with_(name="Somebody"))
    checkout = opened(buyer)
    page = client.get(path(checkout, "address/")).content.decode()
    assert f'value="{row.pk}" checked' in page
    assert f'value="{stranger.pk}"' not in page
    client.post(path(checkout, "address/"), {"address": stranger.pk})
    checkout.refresh_from_db()
    assert checkout.ship_to == {}
    client.post(path(checkout, "address/"), {"address": row.pk})
    checkout.refresh_from_db()
    assert checkout.ship_to == HOME.as_dict()


def test_another_country_has_other_fields_and_judges_nothing_yet(client, buyer):
    checkout = opened(buyer)
    values = {"address": "new", "new-country": "KW", "new-name": "Lamia", "country_only": "1"}
    page = client.post(path(checkout, "address/"), values).content.decode()
    assert 'name="new-block"' in page
    assert 'name="new-additional"' not in page
    assert 'value="Lamia"' in page
    assert 'class="errors"' not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"company": ""}, "Write the name of the company."),
        ({"company": "Atlal", "vat_number": "123"}, "A Saudi VAT number has 15 digits"),
    ],
)
def test_a_company_says_who_it_is(client, buyer, typed, words):
    checkout = opened(buyer)
    values = {**TYPED, "address": "new", "business": "on", **typed}
    assert words in client.post(path(checkout, "address/"), values).content.decode()
    checkout.refresh_from_db()
    assert checkout.bill_to == {}


def test_the_bill_goes_to_the_company(client, buyer):
    checkout = opened(buyer)
    company = {"business": "on", "company": "شركة أطلال", "vat_number": "٣١٠٤٤٨٢١١٧٠٠٠٠٣"}
    client.post(path(checkout, "address/"), {**TYPED, "address": "new", **company})
    checkout.refresh_from_db()
    assert checkout.ship_to == HOME.as_dict()
    assert (checkout.bill_to["company"], checkout.bill_to["vat_number"]) == ("شركة أطلال", "310448211700003")


# Delivery


def test_delivery_shows_every_way_with_its_price_and_day(client, buyer):
    checkout = services.set_address(checkout=opened(buyer), by=buyer, ship_to=HOME)
    page = client.get(path(checkout, "delivery/", "ar")).content.decode()
    for words in ("كيف نوصل العمل؟", "في موعد أقصاه", "1448", "بلا رسوم"):
        assert words in page


def test_without_a_choice_nothing_goes_on(client, buyer):
    checkout = services.set_address(checkout=opened(buyer), by=buyer, ship_to=HOME)
    page = client.post(path(checkout, "delivery/"), {}).content.decode()
    assert "One choice is missing" in page
    assert client.get(path(checkout, "review/"))["Location"] == path(checkout, "delivery/")


def test_the_choice_goes_on_to_the_review(client, buyer):
    checkout = services.set_address(checkout=opened(buyer), by=buyer, ship_to=HOME)
    page = client.get(path(checkout, "delivery/")).content.decode()
    name = re.search(r'name="(way-[^"]+)"', page)[1]
    assert client.post(path(checkout, "delivery/"), {name: "door"})["Location"] == path(checkout, "review/")


# Review


def test_the_review_says_what_the_law_asks_in_both_languages(client, buyer):
    checkout = checkout_of(work_of(), user=buyer)
    for language, words in (
        ("en", ["Sold by", "within 7 days", "More than 15 days", "Order and pay", "SAR 1,850"]),
        ("ar", ["البائع", "خلال 7 أيام", "15 يومًا", "اطلب وادفع", "1,850 ريال"]),
    ):
        page = client.get(path(checkout, "review/", language)).content.decode()
        assert [word for word in words if word not in page] == []


def test_the_total_shown_is_the_total_charged(client, buyer):
    checkout = ready(opened(buyer, work_of(), work_of()), way="door")
    page = client.get(path(checkout, "review/")).content.decode()
    total = re.search(r"Order and pay <bdi[^>]*>SAR ([\d,.]+)</bdi>", page)[1]
    client.post(path(checkout, "review/"), {"shown": shown_on(page), "provider": "sandbox"})
    payment = Payment.objects.get()
    assert f"{payment.amount / 100:,.2f}" == total
    assert payment.parts.count() == 2


def test_a_changed_price_stops_it_and_shows_the_new_total(client, buyer):
    work = work_of(title_en="Courtyard of Light", title_ar="صحن الضوء")
    checkout = checkout_of(work, user=buyer)
    page = client.get(path(checkout, "review/")).content.decode()
    work.price_minor = 200_000
    work.save()
    for language, words in (("en", "Nothing was charged"), ("ar", "لم يُخصم منك شيء")):
        answer = client.post(path(checkout, "review/", language), {"shown": shown_on(page)})
        again = answer.content.decode()
        assert answer.status_code == 409
        assert [word for word in (words, "1,850", "2,000") if word not in again] == []
    assert (Order.objects.count(), Payment.objects.count()) == (0, 0)
    client.post(path(checkout, "review/"), {"shown": shown_on(again), "provider": "sandbox"})
    assert Payment.objects.get().amount == 200_000


@pytest.mark.parametrize("shown", ["", "forged", "eyJhIjoxfQ:1abc:xyz"])
def test_a_page_that_says_nothing_orders_nothing(client, buyer, shown):
    checkout = checkout_of(user=buyer)
    assert client.post(path(checkout, "review/"), {"shown": shown}).status_code == 409
    assert Order.objects.count() == 0


def test_the_slower_buyer_is_told_kindly(client, buyer):
    work = work_of()
    checkout = checkout_of(work, user=buyer)
    page = client.get(path(checkout, "review/")).content.decode()
    placed(work)
    answer = client.post(path(checkout, "review/"), {"shown": shown_on(page)}, follow=True).content.decode()
    assert "It is reserved for another buyer." in answer
    assert "Nothing was charged." in answer
    assert not Order.objects.filter(buyer=buyer).exists()


def test_a_double_click_is_one_order_and_one_payment(client, buyer):
    checkout = checkout_of(user=buyer)
    page = client.get(path(checkout, "review/")).content.decode()
    values = {"shown": shown_on(page), "provider": "sandbox"}
    first, second = (client.post(path(checkout, "review/"), values) for _ in range(2))
    assert second["Location"] == path(checkout, "orders/")
    again = client.post(path(checkout, "pay/"), {"provider": "sandbox", "currency": "SAR"})
    assert again["Location"] == first["Location"]
    assert (Order.objects.count(), Payment.objects.count(), SandboxCharge.objects.count()) == (1, 1, 1)


def test_an_unknown_way_to_pay_places_the_order_and_says_so(client, buyer):
    checkout = checkout_of(user=buyer)
    page = client.get(path(checkout, "review/")).content.decode()
    answer = client.post(path(checkout, "review/"), {"shown": shown_on(page), "provider": "gold"})
    assert answer["Location"] == path(checkout, "orders/")
    assert (Order.objects.count(), Payment.objects.count()) == (1, 0)


# Afterwards


def test_the_reservation_shows_its_clock(client, buyer):
    checkout = placed(user=buyer)
    for language, words in (("en", "Reserved for you until"), ("ar", "محجوز لك حتى")):
        page = client.get(path(checkout, "orders/", language)).content.decode()
        assert words in page
        assert "data-until" in page


def test_what_ran_out_can_be_tried_once_more(client, buyer, run_outbox):
    checkout = placed(user=buyer)
    expire_due(now=checkout.expires_at + timedelta(seconds=1))
    run_outbox()
    page = client.get(path(checkout, "orders/")).content.decode()
    assert "The reservation has ended" in page
    answer = client.post(path(checkout, "again/"))
    again = buyer.checkouts.get(state=CheckoutState.OPEN)
    assert client.get(answer["Location"])["Location"] == path(again, "delivery/")  # the address is known


STEPS = ["", "address/", "delivery/", "review/", "orders/"]


@pytest.mark.parametrize("step", STEPS)
def test_an_outsider_finds_nothing(client_for, step):
    checkout = checkout_of()
    assert client_for(UserFactory()).get(path(checkout, step)).status_code == 404
    assert client_for().get(path(checkout, step)).status_code == 302


@pytest.mark.parametrize("step", ["address/", "delivery/", "review/", "pay/", "again/"])
def test_an_outsider_changes_nothing(client_for, step):
    checkout = checkout_of()
    assert (
        client_for(UserFactory()).post(path(checkout, step), {**TYPED, "address": "new"}).status_code == 404
    )
    checkout.refresh_from_db()
    assert (checkout.state, checkout.ship_to, Order.objects.count()) == ("open", HOME.as_dict(), 0)


def test_a_placed_checkout_has_only_its_last_page(client, buyer):
    checkout = placed(user=buyer)
    for step in STEPS[:-1]:
        assert client.get(path(checkout, step))["Location"] == path(checkout, "orders/")


def test_one_that_was_left_is_started_again(client, buyer):
    order = order_of(buyer, origin=OrderOrigin.AUCTION)
    checkout = services.start_for_orders(user=buyer, orders=[order])
    services.sweep_checkouts(now=checkout.touched_at + timedelta(days=2))
    for step in ("", "review/"):
        assert client.get(path(checkout, step))["Location"] == "/en/basket/"
    assert client.get(path(checkout, "orders/"))["Location"] == path(checkout)
    client.post(path(checkout, "pay/"), {"provider": "sandbox", "currency": "SAR"})
    assert Payment.objects.count() == 0
    again = client.get(f"/en/orders/{order.number}/checkout/", follow=True).redirect_chain[-1][0]
    assert again == path(buyer.checkouts.get(state=CheckoutState.OPEN), "address/")


# Orders that wait already


def test_a_won_lot_is_addressed_before_it_is_paid(client, buyer):
    order = order_of(buyer, origin=OrderOrigin.AUCTION)
    assert (
        client.post(f"/en/orders/{order.number}/pay/")["Location"] == f"/en/orders/{order.number}/checkout/"
    )
    answer = client.get(f"/en/orders/{order.number}/checkout/", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/address/")
    assert Payment.objects.count() == 0


def test_several_waiting_orders_are_paid_together(client, buyer):
    orders = [order_of(buyer, origin=OrderOrigin.AUCTION) for _ in range(2)]
    other = order_of(UserFactory())
    numbers = [order.number for order in (*orders, other)]
    client.post("/en/basket/unpaid/", {"order": numbers})
    checkout = buyer.checkouts.get()
    assert set(checkout.orders.all()) == set(orders)
    ready(checkout)
    page = client.get(path(checkout, "review/")).content.decode()
    client.post(path(checkout, "review/"), {"shown": shown_on(page), "provider": "sandbox"})
    assert Payment.objects.get().amount == 370_000


def test_the_other_waiting_orders_are_offered_together(client, buyer):
    first, second = (order_of(buyer, origin=OrderOrigin.AUCTION) for _ in range(2))
    page = client.get(f"/ar/orders/{first.number}/checkout/", follow=True).content.decode()
    for words in (f'value="{first.number}"', f'value="{second.number}"', "طلبان لك ينتظران الدفع."):
        assert words in page


def test_somebody_elses_order_has_no_checkout(client):
    order = order_of(UserFactory())
    assert client.get(f"/en/basket/order/{order.number}/").status_code == 404


def test_a_settled_order_shows_its_own_page(client, buyer):
    order = order_of(buyer)
    Order.objects.filter(pk=order.pk).update(state=OrderState.CANCELLED, closed_at=order.placed_at)
    assert client.get(f"/en/basket/order/{order.number}/")["Location"] == f"/en/orders/{order.number}/"


# Session, person, checkout, clock, works, pictures, lots, orders, the price list (5), standing before the VAT law
REVIEW_QUERIES = 17


@pytest.mark.parametrize("rows", [1, 3])
def test_the_review_asks_the_same_number_of_questions(client, buyer, rows, django_assert_num_queries):
    seller = work_of().seller
    checkout = checkout_of(*(work_of(seller=seller) for _ in range(rows)), user=buyer)
    client.get(path(checkout, "review/"))
    with django_assert_num_queries(REVIEW_QUERIES):
        client.get(path(checkout, "review/"))
