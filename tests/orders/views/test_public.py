"""The buyer's way from checkout to receipt, and what everybody else finds there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from orders import services
from orders.enums import Delivery, OrderOrigin, OrderState, PaymentState
from orders.models import LedgerEntry, Order, Payment, PaymentEvent
from tests.factories import orders as factory
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, paid_order, payment_of, report_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def order_of(buyer: Any = None, **given: Any) -> Order:
    """Of somebody who reads Arabic, to be picked up: where it goes has been chosen at the checkout already."""
    given = {"delivery": Delivery.PICKUP, **given}
    return factory.order_of(buyer or UserFactory(language="ar"), **given)


def _bank(client: Client, order: Order) -> str:
    return client.post(f"/ar/orders/{order.number}/pay/")["Location"]


def test_checkout_tells_the_whole_price_in_both_languages(client_for: Browser) -> None:
    order = order_of(price=18_500_000)
    for language, words in (("ar", "ضريبة القيمة المضافة"), ("en", "VAT")):
        path = f"/{language}/orders/{order.number}/checkout/"
        page = client_for(order.buyer).get(path, follow=True).content.decode()
        for expected in ("160,869.57", "24,130.43", "185,000.00", words, order.number):
            assert expected in page


def test_from_checkout_over_the_bank_to_the_receipt(client_for: Browser, run_outbox: Any) -> None:
    order = order_of()
    client = client_for(order.buyer)
    bank = _bank(client, order)
    assert client.get(bank).status_code == 200
    back = client.post(bank, {"answer": "pay"})["Location"]
    assert client.get(back)["Location"] == f"/ar/orders/{order.number}/receipt/"
    order.refresh_from_db()
    assert order.state == OrderState.PAID
    run_outbox()
    page = client.get(f"/ar/orders/{order.number}/").content.decode()
    assert "تم الدفع، شكرًا لك" in page


def test_a_refusal_says_so_and_offers_another_try(client_for: Browser) -> None:
    order = order_of()
    client = client_for(order.buyer)
    back = client.post(_bank(client, order), {"answer": "refuse"})["Location"]
    page = client.get(back, follow=True).content.decode()
    assert "رفض البنك الدفعة" in page
    assert "ادفع مرة أخرى" in page
    assert client.get(_bank(client, order)).status_code == 200
    assert Payment.objects.count() == 2


def test_a_silent_bank_is_waited_for_and_never_called_failed(client_for: Browser) -> None:
    order = order_of()
    client = client_for(order.buyer)
    bank = _bank(client, order)
    page = client.get(client.post(bank, {"answer": "silent"})["Location"], follow=True).content.decode()
    assert "بانتظار ردّ البنك" in page
    assert "لم تصل" not in page
    assert "رفض البنك" not in page
    client.post(f"/ar/orders/{order.number}/pay/check/")
    assert Payment.objects.get().state == PaymentState.UNKNOWN
    assert _bank(client, order) == bank  # the same payment, not a second one
    client.get(client.post(bank, {"answer": "pay"})["Location"])
    order.refresh_from_db()
    assert order.state == OrderState.PAID


def test_a_late_word_of_the_bank_settles_when_asked_again(client_for: Browser) -> None:
    order = order_of()
    client = client_for(order.buyer)
    bank = _bank(client, order)
    client.post(bank, {"answer": "silent"})
    services.sweep_silent(now=clock.now() + timedelta(minutes=31))
    page = client.get(f"/ar/orders/{order.number}/").content.decode()
    assert "لم يردّ البنك في الوقت المحدد" in page
    from orders.payments.models import SandboxCharge

    SandboxCharge.objects.update(answer="pay", speaks_at="2026-01-01T00:00:00Z")
    answer = client.post(f"/ar/orders/{order.number}/pay/check/")
    assert answer["Location"] == f"/ar/orders/{order.number}/receipt/"


def test_a_double_click_is_one_payment_and_a_double_word_one_settlement(client_for: Browser) -> None:
    order = order_of()
    client = client_for(order.buyer)
    bank = _bank(client, order)
    assert _bank(client, order) == bank
    back = client.post(bank, {"answer": "pay"})["Location"]
    client.get(back)
    client.post(bank, {"answer": "pay"})
    client.post(bank, {"answer": "refuse"})
    client.get(back)
    assert (Payment.objects.count(), PaymentEvent.objects.count(), LedgerEntry.objects.count()) == (1, 1, 6)


@pytest.mark.parametrize("end", ["", "checkout/", "receipt/", "pay/return/"])
def test_an_outsider_finds_nothing(client_for: Browser, client: Client, end: str) -> None:
    order = paid_order()
    path = f"/ar/orders/{order.number}/{end}"
    assert client.get(path).status_code == 302
    assert client_for(UserFactory()).get(path).status_code == 404


@pytest.mark.parametrize("end", ["pay/", "pay/check/", "cancel/"])
def test_an_outsider_changes_nothing(client_for: Browser, client: Client, end: str) -> None:
    owner = UserFactory()
    order = order_of(seller=SellerFactory(owner=owner))
    path = f"/ar/orders/{order.number}/{end}"
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 302
    for person in (UserFactory(), owner, AdminFactory()):
        assert client_for(person).post(path).status_code == 404
    order.refresh_from_db()
    assert (order.state, Payment.objects.count()) == (OrderState.PLACED, 0)


def test_an_outsider_speaks_for_no_bank(client_for: Browser) -> None:
    order = order_of()
    bank = _bank(client_for(order.buyer), order)
    assert client_for(UserFactory()).post(bank, {"answer": "pay"}).status_code == 404
    assert client_for(order.buyer).post(bank, {"answer": "nonsense"}).status_code == 200
    order.refresh_from_db()
    assert (order.state, PaymentEvent.objects.count()) == (OrderState.AWAITING_PAYMENT, 0)


def test_the_seller_sees_the_order_but_no_way_to_pay(client_for: Browser) -> None:
    owner = UserFactory()
    order = order_of(seller=SellerFactory(owner=owner))
    page = client_for(owner).get(f"/en/orders/{order.number}/").content.decode()
    assert order.number in page
    assert "Pay now" not in page
    assert "Cancel the order" not in page
    assert client_for(owner).get(f"/en/orders/{order.number}/checkout/").status_code == 404


def test_the_receipt_has_both_languages_and_the_same_numbers(client_for: Browser) -> None:
    from core.money import Money
    from orders import drafts

    lines = drafts.lot_lines(hammer=Money(43_000_000, "SAR"), title_ar="الغسق", title_en="Dusk")
    order = paid_order(lines=lines, origin=OrderOrigin.AUCTION)
    for language in ("ar", "en"):
        page = client_for(order.buyer).get(f"/{language}/orders/{order.number}/receipt/").content.decode()
        main = page[page.index('<article class="receipt">') :]
        assert main.count("583,510.00") == 2
        assert main.count("76,110.00") == 2
        assert main.count("494,500.00") == 2
        for word in (
            "الغسق",
            "Dusk",
            "عمولة المشتري",
            "Buyer",
            "هـ" if "هـ" in main else "1448",
            "310448211700003",
        ):
            assert word in main


def test_an_unpaid_order_has_no_receipt(client_for: Browser) -> None:
    order = order_of()
    assert client_for(order.buyer).get(f"/ar/orders/{order.number}/receipt/").status_code == 404


def test_a_buyer_cancels_an_unpaid_purchase(client_for: Browser) -> None:
    order = order_of()
    client = client_for(order.buyer)
    assert "Cancel the order" in client.get(f"/en/orders/{order.number}/").content.decode()
    page = client.post(f"/en/orders/{order.number}/cancel/", follow=True).content.decode()
    assert "This order was cancelled." in page
    answer = client.post(f"/en/orders/{order.number}/pay/", follow=True).content.decode()
    assert "can no longer be paid" in answer
    assert not Payment.objects.exists()


def test_a_winner_does_not_cancel(client_for: Browser) -> None:
    order = order_of(origin=OrderOrigin.AUCTION)
    client = client_for(order.buyer)
    assert "Cancel the order" not in client.get(f"/en/orders/{order.number}/").content.decode()
    client.post(f"/en/orders/{order.number}/cancel/")
    order.refresh_from_db()
    assert order.state == OrderState.PLACED


def test_the_list_is_ones_own(client_for: Browser) -> None:
    mine, other = order_of(), order_of()
    page = client_for(mine.buyer).get("/en/orders/").content.decode()
    assert (mine.number in page, other.number in page) == (True, False)
    assert "No orders yet" in client_for(UserFactory()).get("/en/orders/").content.decode()


QUERIES = 6  # session, person, count, page, lines, works


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client_for: Browser, rows: int, django_assert_num_queries: Any
) -> None:
    buyer = UserFactory()
    for _ in range(rows):
        order_of(buyer)
    client = client_for(buyer)
    client.get("/en/orders/")
    with django_assert_num_queries(QUERIES):
        client.get("/en/orders/")


def test_html_in_a_title_is_shown_as_text(client_for: Browser) -> None:
    from core.money import Money
    from orders import drafts

    lines = drafts.item_lines(
        price=Money(100, "SAR"), title_ar="<script>ع</script>", title_en="<script>e</script>"
    )
    order = order_of(lines=lines)
    for language in ("ar", "en"):
        path = f"/{language}/orders/{order.number}/checkout/"
        page = client_for(order.buyer).get(path, follow=True).content.decode()
        assert "<script>e" not in page
        assert "<script>ع" not in page


def test_a_payment_may_settle_while_the_page_is_open(client_for: Browser) -> None:
    order = order_of()
    payment = payment_of(order)
    services.settle_payment(report=report_of(payment))
    client = client_for(order.buyer)
    assert client.get(f"/en/orders/{order.number}/checkout/")["Location"] == f"/en/orders/{order.number}/"
    page = client.get(f"/en/orders/pay/sandbox/{payment.reference}/").content.decode()
    assert "The bank has given its word" in page
