"""Orders over the API: one's own, one's sales, and nothing of anybody else's."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from orders import services
from orders.enums import OrderState
from orders.models import Payment
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, payment_of, report_of

pytestmark = pytest.mark.django_db


def api(user=None, language="en"):
    client = APIClient(headers={"accept-language": language})
    if user:
        client.force_authenticate(user)
    return client


def test_the_buyer_sees_the_list_newest_first():
    buyer = UserFactory()
    first, second = order_of(buyer), paid_order(buyer)
    order_of()
    rows = api(buyer).get("/api/v1/orders/").data["results"]
    assert [row["number"] for row in rows] == [second.number, first.number]
    assert rows[1]["total"] == {"minor": 185_000, "currency": "SAR", "exponent": 2, "text": "SAR 1,850"}
    assert rows[1]["state"] == {"code": "placed", "text": "Placed"}
    assert rows[0]["title"] == {"ar": "صحن الضوء", "en": "Courtyard of Light"}


def test_words_come_in_the_language_that_is_asked_for():
    buyer = UserFactory()
    order = order_of(buyer)
    row = api(buyer, "ar").get(f"/api/v1/orders/{order.number}/").data
    assert row["state"] == {"code": "placed", "text": "مسجّل"}
    assert row["total"]["text"] == "1,850 ريال"
    assert api(buyer, "en").get(f"/api/v1/orders/{order.number}/").data["total"]["text"] == "SAR 1,850"


def test_the_list_is_narrowed_by_state():
    buyer = UserFactory()
    order_of(buyer)
    paid = paid_order(buyer)
    rows = api(buyer).get("/api/v1/orders/?state=paid").data["results"]
    assert [row["number"] for row in rows] == [paid.number]
    assert api(buyer).get("/api/v1/orders/?state=lost").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_questions_however_long(count, django_assert_num_queries):
    buyer, member = UserFactory(), UserFactory()
    seller = SellerFactory(owner=member)
    for _ in range(count):
        order_of(buyer, seller=seller)
    with django_assert_num_queries(2):  # orders, lines
        assert len(api(buyer).get("/api/v1/orders/").data["results"]) == count
    with django_assert_num_queries(2):
        assert len(api(member).get("/api/v1/sales/").data["results"]) == count


def test_the_detail_tells_lines_steps_payments_and_what_may_be_done():
    buyer = UserFactory()
    order = order_of(buyer)
    row = api(buyer).get(f"/api/v1/orders/{order.number}/").data
    line = row["lines"][0]
    assert (line["net"]["minor"], line["vat"]["minor"], line["gross"]["minor"]) == (160_870, 24_130, 185_000)
    assert line["kind"] == {"code": "item", "text": "Work"}
    assert [step["after"]["code"] for step in row["steps"]] == ["placed"]
    assert row["steps"][0]["side"] == {"code": "buyer", "text": "The buyer"}
    assert (row["may_cancel"], row["payments"], row["refunds"]) == (True, [], [])
    assert "sandbox" in [way["code"] for way in row["ways"]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_time_line_asks_no_more(count, django_assert_num_queries):
    order = paid_order()
    for state in [OrderState.PREPARING, OrderState.DELIVERED][: count - 1]:
        services.advance(order=order, to=state, by=None)
    with django_assert_num_queries(
        6
    ):  # order and seller, lines, payments, refunds, steps, may the person handle
        api(order.buyer).get(f"/api/v1/orders/{order.number}/")


def test_a_sellers_people_see_the_sale_but_not_what_the_bank_said():
    member = UserFactory()
    order = paid_order(seller=SellerFactory(owner=member))
    rows = api(member).get("/api/v1/sales/").data["results"]
    assert [row["number"] for row in rows] == [order.number]
    assert rows[0]["buyer"] == {"ar": order.buyer_name_ar, "en": order.buyer_name_en}
    row = api(member).get(f"/api/v1/orders/{order.number}/").data
    assert (row["payments"], row["ways"], row["may_cancel"]) == ([], [], False)
    assert api(member).get("/api/v1/orders/").data["results"] == []


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("get", ""),
        ("get", "receipt/"),
        ("post", "payments/"),
        ("post", "check/"),
        ("post", "cancel/"),
    ],
)
def test_an_outsider_finds_nothing_and_changes_nothing(verb, path):
    order = order_of()
    response = getattr(api(UserFactory()), verb)(f"/api/v1/orders/{order.number}/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    order.refresh_from_db()
    assert (order.state, Payment.objects.count()) == (OrderState.PLACED, 0)


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("get", "orders/"),
        ("get", "sales/"),
        ("get", "orders/{number}/"),
        ("get", "orders/{number}/receipt/"),
        ("post", "orders/{number}/payments/"),
        ("post", "orders/{number}/cancel/"),
        ("get", "addresses/"),
        ("post", "addresses/"),
    ],
)
def test_a_visitor_signs_in_first(verb, path):
    order = order_of()
    response = getattr(api(), verb)(f"/api/v1/{path.format(number=order.number)}")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")


def test_the_seller_does_not_pay_or_cancel_for_the_buyer():
    member = UserFactory()
    order = order_of(seller=SellerFactory(owner=member))
    for path in ("payments/", "cancel/", "check/"):
        assert api(member).post(f"/api/v1/orders/{order.number}/{path}").status_code == 404
    order.refresh_from_db()
    assert order.state == OrderState.PLACED


def test_a_payment_is_started_once():
    order = order_of()
    client = api(order.buyer)
    first = client.post(f"/api/v1/orders/{order.number}/payments/", {"provider": "sandbox"})
    again = client.post(f"/api/v1/orders/{order.number}/payments/", {"provider": "sandbox"})
    assert (first.status_code, first.data["state"]["code"]) == (200, "pending")
    assert first.data["amount"]["minor"] == 185_000
    assert first.data["url"].startswith("http://testserver/")
    assert first.data["reference"] == again.data["reference"]
    assert Payment.objects.count() == 1


def test_a_way_that_is_not_offered_is_a_wrong_field():
    order = order_of()
    response = api(order.buyer).post(f"/api/v1/orders/{order.number}/payments/", {"provider": "barter"})
    assert (response.status_code, response.data["errors"][0]["field"]) == (400, "provider")
    assert Payment.objects.count() == 0


def test_the_bank_is_asked_again():
    order = order_of()
    payment = payment_of(order)
    row = api(order.buyer).post(f"/api/v1/orders/{order.number}/check/").data
    assert row["state"]["code"] == "awaiting_payment"
    services.settle_payment(report=report_of(payment))
    row = api(order.buyer).post(f"/api/v1/orders/{order.number}/check/").data
    assert row["state"]["code"] == "paid"
    assert [one["state"]["code"] for one in row["payments"]] == ["succeeded"]


def test_an_unpaid_order_is_cancelled_with_a_reason():
    order = order_of()
    client = api(order.buyer)
    row = client.post(f"/api/v1/orders/{order.number}/cancel/", {"reason": "Changed my mind"}).data
    assert (row["state"]["code"], row["may_cancel"]) == ("cancelled", False)
    assert row["steps"][-1]["note"] == "Changed my mind"
    refused = client.post(f"/api/v1/orders/{order.number}/cancel/")
    assert (refused.status_code, refused.data["code"]) == (409, "orders.not_cancellable")


def test_the_receipt_comes_when_it_is_paid():
    order = order_of()
    client = api(order.buyer)
    assert client.get(f"/api/v1/orders/{order.number}/receipt/").status_code == 404
    services.settle_payment(report=report_of(payment_of(order)))
    data = client.get(f"/api/v1/orders/{order.number}/receipt/").json()
    assert (data["number"], data["total"]["minor"], data["vat"]["minor"]) == (order.number, 185_000, 24_130)
    assert data["lines"][0]["what"] == {"ar": "صحن الضوء", "en": "Courtyard of Light"}
    assert [rate["percent"] for rate in data["rates"]] == ["15%"]
