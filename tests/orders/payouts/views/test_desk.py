"""The money desk: members only, constant queries, both languages, files that open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from core import clock
from orders import attention
from orders import services as orders_services
from orders.attention import Need
from orders.enums import Delivery, MemberRole
from orders.models import Order, Seller
from orders.payouts import services
from orders.payouts.enums import FailReason
from orders.payouts.models import BankAccount
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, payment_of, report_of
from tests.factories.payouts import (
    IBAN,
    OTHER_IBAN,
    account_of,
    due,
    maker,
    owner_of,
    payout_of,
    ready_seller,
    sent,
)

pytestmark = pytest.mark.django_db
MONTH = f"{timezone.localdate():%Y-%m}".replace("-0", "-")
PAGES = [
    "/en/sales/payouts/",
    "/en/sales/payouts/entries/",
    "/en/sales/payouts/entries.csv",
    "/en/sales/payouts/sent/",
    "/en/sales/payouts/account/",
    "/en/sales/payouts/statements/",
    f"/en/sales/payouts/statements/{MONTH}-SAR/",
    f"/en/sales/payouts/statements/{MONTH}-SAR.pdf",
    f"/en/sales/payouts/statements/{MONTH}-SAR.csv",
    "/en/sales/payouts/orders.csv",
    "/en/sales/payouts/orders.xlsx",
]
Browser = Callable[..., Client]


def to_ship(seller: Seller, days: int) -> Order:
    """Paid, and promised for so many days from now (below zero: before)."""
    order = order_of(seller=seller, delivery=Delivery.SHIP, promised_at=clock.now() + timedelta(days=days))
    orders_services.settle_payment(report=report_of(payment_of(order)))
    return order


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["stranger", "member of another", "admin"])
def test_an_outsider_is_told_that_there_is_nothing(client_for: Browser, url: str, who: str) -> None:
    seller = ready_seller()
    person = AdminFactory() if who == "admin" else UserFactory()
    if who == "member of another":
        SellerFactory(owner=person)
    assert client_for(person).get(f"{url}?seller={seller.slug}").status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_a_visitor_is_asked_to_sign_in(client: Client, url: str) -> None:
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_members_see_every_page(client_for: Browser, url: str, language: str) -> None:
    seller = ready_seller()
    assistant = UserFactory()
    seller.memberships.create(user=assistant, role=MemberRole.ASSISTANT)
    response = client_for(assistant).get(url.replace("/en/", f"/{language}/"))
    assert response.status_code == 200
    assert IBAN not in response.content.decode(errors="replace")


def _fill(seller: Seller, count: int) -> None:
    for _ in range(count):
        order = paid_order(seller=seller)
        due(seller, 50_000)
        batch = sent(seller)
        services.mark_failed(payout=payout_of(batch, seller), by=maker(), reason=FailReason.OTHER)
        assert order.seller == seller


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/en/sales/payouts/", 16),
        ("/en/sales/payouts/entries/", 8),
        ("/en/sales/payouts/sent/", 9),
        ("/en/sales/payouts/statements/", 5),
        (f"/en/sales/payouts/statements/{MONTH}-SAR/", 8),
        ("/en/sales/payouts/orders.csv", 5),
        ("/en/sales/payouts/orders.xlsx", 5),
        ("/en/sales/payouts/entries.csv", 6),
    ],
)
def test_more_rows_cost_no_more_queries(
    client_for: Browser, django_assert_num_queries: Any, url: str, queries: int
) -> None:
    seller = SellerFactory()
    account_of(seller)
    client = client_for(owner_of(seller))
    client.get("/en/sales/payouts/")
    for count in (1, 2):
        _fill(seller, count)
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_one_with_several_sellers_chooses(client_for: Browser, english: None) -> None:
    person = UserFactory()
    one, other = SellerFactory(owner=person, slug="a-one"), SellerFactory(owner=person, slug="b-other")
    due(other, 777_000)
    page = client_for(person).get("/en/sales/payouts/?seller=b-other").content.decode()
    assert "7,770" in page
    assert 'href="?seller=a-one"' in page
    assert one.name in page


def test_what_waits_is_counted_and_the_late_come_first(client_for: Browser) -> None:
    seller = SellerFactory()
    owner = owner_of(seller)
    to_ship(seller, 5)
    to_ship(seller, 9)
    to_ship(seller, -1)
    page = client_for(owner).get("/ar/sales/payouts/")
    found = [(need.count, need.late) for need in page.context["needs"]]
    assert found == [(1, True), (2, False), (1, False)]
    text = page.content.decode()
    assert "طلب متأخر عن موعده" in text
    assert "طلبان مدفوعان للتجهيز" in text
    assert "لا يوجد حساب بنكي" in text


def test_other_rooms_add_what_waits(client_for: Browser) -> None:
    seller = ready_seller()
    attention.register("test", lambda _seller, _user: [Need(3, "Cases <b>", url="/x/")], order=1)
    try:
        page = client_for(owner_of(seller)).get("/en/sales/payouts/").content.decode()
    finally:
        attention.unregister("test")
    assert "Cases &lt;b&gt;" in page


def test_the_year_is_drawn_for_each_currency(client_for: Browser) -> None:
    seller = SellerFactory()
    paid_order(seller=seller, price=185_000)
    paid_order(seller=seller, price=1_850_500, currency="KWD")
    page = client_for(owner_of(seller)).get("/ar/sales/payouts/")
    years = [(year.currency, year.orders, len(year.months)) for year, _plot in page.context["years"]]
    assert years == [("SAR", 1, 12), ("KWD", 1, 12)]
    assert page.content.decode().count('role="img"') == 2


def test_entries_are_filtered_by_balance_and_currency(client_for: Browser) -> None:
    seller = ready_seller(500_000)
    due(seller, 900_000, "KWD")
    sent(seller)
    client = client_for(owner_of(seller))
    for query, count in (("", 4), ("?balance=payouts", 1), ("?currency=KWD", 1), ("?balance=odd", 4)):
        page = client.get(f"/en/sales/payouts/entries/{query}")
        assert len(page.context["rows"]) == count, query
    lines = client.get("/en/sales/payouts/entries.csv?balance=seller&currency=KWD").content
    rows = list(csv.reader(io.StringIO(lines.decode("utf-8-sig"))))
    assert [row[4:] for row in rows] == [["Amount", "Currency"], ["900.000", "KWD"]]


def test_orders_go_into_a_sheet(client_for: Browser) -> None:
    seller = SellerFactory()
    order = paid_order(seller=seller, price=185_000)
    client = client_for(owner_of(seller))
    book = load_workbook(io.BytesIO(client.get("/ar/sales/payouts/orders.xlsx").content))
    sheet = book.worksheets[0]
    assert sheet.sheet_view.rightToLeft is True
    cells = {sheet.cell(1, place).value: sheet.cell(2, place).value for place in range(1, 16)}
    assert cells["رقم الطلب"] == order.number
    assert float(cells["المجموع"]) == 1850.0
    rows = list(
        csv.reader(io.StringIO(client.get("/en/sales/payouts/orders.csv").content.decode("utf-8-sig")))
    )
    assert rows[1][0] == order.number
    assert rows[1][9] == "1850.00"


def test_a_name_that_is_a_formula_stays_a_name(client_for: Browser) -> None:
    seller = SellerFactory()
    paid_order(UserFactory(name_en="=1+1", name_ar="=1+1"), seller=seller)
    client = client_for(owner_of(seller))
    rows = list(
        csv.reader(io.StringIO(client.get("/en/sales/payouts/orders.csv").content.decode("utf-8-sig")))
    )
    assert rows[1][4] == "'=1+1"
    sheet = load_workbook(io.BytesIO(client.get("/en/sales/payouts/orders.xlsx").content)).worksheets[0]
    assert (sheet.cell(2, 5).value, sheet.cell(2, 5).data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    "address", ["2026-13-SAR/", "2019-1-SAR/", "2026-1-XXX/", "2999-1-SAR/", "2026-0-SAR.pdf"]
)
def test_a_month_that_is_none_is_not_found(client_for: Browser, address: str) -> None:
    seller = ready_seller()
    page = client_for(owner_of(seller)).get(f"/en/sales/payouts/statements/{address}")
    assert page.status_code == 404


def test_an_owner_enters_an_account(client_for: Browser) -> None:
    seller = SellerFactory()
    data = {"holder": "Atlal", "iban": "SA03 8000 0000 6080 1016 7519", "bank_name": ""}
    response = client_for(owner_of(seller)).post("/en/sales/payouts/account/", data)
    assert response.status_code == 302
    assert BankAccount.objects.get().iban == IBAN


def test_a_wrong_number_is_told_at_its_field_and_nothing_typed_is_lost(client_for: Browser) -> None:
    seller = SellerFactory()
    data = {"holder": "أطلال", "iban": "SA0480000000608010167519", "bank_name": ""}
    page = client_for(owner_of(seller)).post("/ar/sales/payouts/account/", data)
    text = page.content.decode()
    assert (page.status_code, BankAccount.objects.count()) == (422, 0)
    assert "رقما التحقق في هذا الآيبان غير صحيحين" in text
    assert 'value="أطلال"' in text
    assert 'value="SA0480000000608010167519"' in text


def test_an_assistant_sees_the_account_and_cannot_change_it(client_for: Browser) -> None:
    seller = ready_seller()
    assistant = UserFactory()
    seller.memberships.create(user=assistant, role=MemberRole.ASSISTANT)
    client = client_for(assistant)
    page = client.get("/en/sales/payouts/account/").content.decode()
    assert "SA•• •••• 7519" in page
    assert not re.search(r"<form[^>]+sales/payouts/account", page)
    data = {"holder": "Thief", "iban": OTHER_IBAN, "bank_name": "X"}
    assert client.post("/en/sales/payouts/account/", data).status_code == 404
    assert list(BankAccount.objects.values_list("iban_kept", flat=True)) == [IBAN]


def test_somebody_elses_payouts_are_in_no_list(client_for: Browser) -> None:
    mine, theirs = ready_seller(), ready_seller()
    batch = sent(mine, theirs)
    text = client_for(owner_of(mine)).get("/en/sales/payouts/sent/").content.decode()
    assert payout_of(batch, mine).reference in text
    assert payout_of(batch, theirs).reference not in text
