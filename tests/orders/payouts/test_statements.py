"""A seller's month: every figure is the ledger's, and one month ends where the next begins."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from unittest import mock

import pytest
from django.db.models import Sum
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from orders import ledger
from orders import services as orders_services
from orders.enums import Account, RefundReason
from orders.ledger import Row
from orders.models import LedgerEntry, Seller
from orders.payouts import services, statement_files
from orders.payouts.enums import FailReason
from orders.payouts.statements import (
    Kind,
    Statement,
    before,
    begins,
    following,
    kind_of,
    months_of,
    statement_of,
)
from tests.factories.accounts import AdminFactory
from tests.factories.orders import SellerFactory, paid_order
from tests.factories.payouts import account_of, completed_order, due, maker, payout_of, sent

pytestmark = pytest.mark.django_db


def this_month() -> date:
    return timezone.localdate(clock.now()).replace(day=1)


def booked(seller: Seller, currency: str, until: datetime) -> int:
    """What the ledger itself says is in the seller's name."""
    rows = LedgerEntry.objects.filter(
        seller=seller, currency=currency, account__in=[Account.HELD, Account.SELLER], booked_at__lt=until
    )
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def whole(statement: Statement) -> int:
    """Opening balance and every line of the summary."""
    return statement.opening.minor + sum(amount.minor for _label, amount in statement.totals)


def test_a_sale_shows_its_price_what_we_kept_and_what_is_left() -> None:
    order = paid_order(price=185_000)
    line = order.lines.get()
    statement = statement_of(order.seller, "SAR", this_month())
    (sale,) = statement.movements
    assert (sale.kind, sale.order, sale.held, sale.due) == (Kind.SALE, order, line.share_seller, 0)
    assert sale.gross == line.share_seller + line.commission + line.commission_vat
    assert sale.gross == 185_000
    assert statement.closing.minor == whole(statement) == line.share_seller


@pytest.mark.parametrize("currency", ["SAR", "KWD"])
def test_a_whole_life_in_the_books(currency: str, english: None) -> None:
    seller = SellerFactory()
    account_of(seller)
    order = completed_order(seller=seller, currency=currency, price=1_850_000)
    batch = sent(seller, currency=currency)
    services.mark_failed(payout=payout_of(batch, seller), by=maker(), reason=FailReason.OTHER)
    line = order.lines.get()
    orders_services.refund(
        order=order, by=AdminFactory(), amounts={line.pk: 100_000}, reason=RefundReason.GOODWILL
    )
    # The release was booked at the end of the days for returning.
    last = max(LedgerEntry.objects.filter(seller=seller).values_list("booked_at", flat=True))
    rows = [
        movement
        for month in (this_month(), following(this_month()))
        for movement in statement_of(seller, currency, month).movements
    ]
    assert sorted(str(row.kind) for row in rows) == ["payout", "refund", "release", "returned", "sale"]
    ends = statement_of(seller, currency, following(this_month()))
    assert ends.closing.minor == booked(seller, currency, last + timedelta(days=40))
    released = next(row for row in rows if row.kind == Kind.RELEASE)
    assert (released.held, released.due, released.change) == (-line.share_seller, line.share_seller, 0)


class Histories(TestCase):
    """Any rows in any months: openings, lines and closings agree with the ledger's own sums."""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["order:1:sale", "order:1:release", "refund:1:agreed", "payout:1:sent", "x"]),
                st.sampled_from([Account.HELD, Account.SELLER]),
                st.sampled_from(["SAR", "KWD"]),
                st.integers(-(10**9), 10**9).filter(bool),
                st.datetimes(datetime(2026, 1, 1), datetime(2026, 5, 30)),  # noqa: DTZ001
            ),
            max_size=12,
        )
    )
    def test_the_sums_are_the_ledgers(self, history: list[tuple[str, Account, str, int, datetime]]) -> None:
        seller = SellerFactory()
        for place, (name, account, currency, amount, at) in enumerate(history):
            words = name.split(":")
            event = ":".join([words[0], f"{seller.pk}{place}", *words[2:]])
            rows = [Row(account, amount, seller=seller), Row(Account.SUSPENSE, -amount)]
            moment = at.replace(tzinfo=timezone.get_default_timezone())
            ledger.book(event, rows, currency=currency, now=moment)
        for currency in ("SAR", "KWD"):
            months = [statement_of(seller, currency, date(2026, month, 1)) for month in range(1, 7)]
            for earlier, later in pairwise(months):
                assert (earlier.closing_held, earlier.closing_due) == (later.opening_held, later.opening_due)
            for one in months:
                assert one.opening.minor == booked(seller, currency, begins(one.month))
                assert one.closing.minor == booked(seller, currency, begins(one.next_month)) == whole(one)


def test_the_month_is_that_of_riyadh() -> None:
    seller = SellerFactory()
    late = datetime(2026, 3, 31, 21, 30, tzinfo=timezone.get_fixed_timezone(0))  # half past midnight, 1 April
    with mock.patch.object(clock, "now", return_value=late):
        due(seller, 700)
    assert statement_of(seller, "SAR", date(2026, 3, 1)).closing.minor == 0
    assert statement_of(seller, "SAR", date(2026, 4, 1)).closing.minor == 700
    assert months_of(seller) == [(date(2026, 4, 1), ["SAR"])]


def test_months_follow_over_the_years_end() -> None:
    assert following(date(2026, 12, 1)) == date(2027, 1, 1)
    assert before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert before(date(2026, 11, 1), 11) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("order:7:sale", Kind.SALE),
        ("order:7:release", Kind.RELEASE),
        ("refund:7:agreed", Kind.REFUND),
        ("refund:7:done", Kind.DIRECT),
        ("payment:7:received:9", Kind.DIRECT),
        ("payout:7:sent", Kind.PAYOUT),
        ("payout:7:reversed", Kind.RETURNED),
        ("odd", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_events_are_known_by_their_names(event: str, kind: Kind) -> None:
    assert kind_of(event) == kind


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_sheet_sums_to_its_closing_balance() -> None:
    order = completed_order(price=185_000)
    with translation.override("en"):
        for month in (this_month(), following(this_month())):
            rows = _rows(statement_files.csv(statement_of(order.seller, "SAR", month)))
            for column in (7, 8):
                assert sum(Decimal(row[column]) for row in rows[1:-1]) == Decimal(rows[-1][column])


def test_the_sheet_guards_against_formulas_and_keeps_arabic(arabic: None) -> None:
    order = paid_order()
    statement = statement_of(order.seller, "SAR", this_month())
    object.__setattr__(statement.movements[0], "title_ar", '=HYPERLINK("x")')
    content = statement_files.csv(statement)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = _rows(content)
    assert rows[0][:2] == ["التاريخ", "النوع"]
    assert rows[2][3] == '\'=HYPERLINK("x")'
    assert rows[-1][1] == "الرصيد الختامي"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_paper_is_a_pdf_and_the_same_twice(language: str) -> None:
    order = paid_order()
    with translation.override(language):
        first, second = (
            statement_files.pdf(statement_of(order.seller, "SAR", this_month())) for _ in range(2)
        )
    assert first.startswith(b"%PDF-")
    assert first == second


def test_an_empty_month_is_a_statement_too(english: None) -> None:
    statement = statement_of(SellerFactory(), "SAR", date(2026, 2, 1))
    assert (statement.opening.minor, statement.closing.minor, statement.totals) == (0, 0, [])
    assert statement_files.pdf(statement).startswith(b"%PDF-")
