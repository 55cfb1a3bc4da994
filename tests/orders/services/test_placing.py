"""One way into an order, and what the database refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from compliance.models import AuditEntry
from core.errors import SoukError
from core.models import OutboxMessage
from core.money import CurrencyUnknown, Money
from orders import drafts, services
from orders.enums import LineKind, OrderOrigin, OrderState
from orders.exceptions import LinesRefused, OwnSale, SoldAlready
from orders.models import Order, OrderLine
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order

pytestmark = pytest.mark.django_db


def test_an_order_keeps_lines_totals_and_names_of_the_day() -> None:
    buyer = UserFactory(name_ar="لمياء", name_en="Lamia")
    seller = SellerFactory(name_ar="صالة أطلال", name_en="Atlal")
    lines = drafts.lot_lines(hammer=Money(43_000_000, "SAR"), title_ar="صحن الضوء", title_en="Courtyard")
    order = order_of(buyer, seller=seller, lines=lines, source="lot:31", origin=OrderOrigin.AUCTION)
    assert (order.net, order.vat, order.total, order.currency) == (50_740_000, 7_611_000, 58_351_000, "SAR")
    assert (order.buyer_name_ar, order.buyer_name_en) == ("لمياء", "Lamia")
    assert (order.seller_name_ar, order.seller_name_en) == ("صالة أطلال", "Atlal")
    assert order.due_at - order.placed_at == timedelta(days=2)
    assert [(line.kind, line.net, line.vat, line.gross) for line in order.lines.all()] == [
        (LineKind.HAMMER, 43_000_000, 6_450_000, 49_450_000),
        (LineKind.PREMIUM, 7_740_000, 1_161_000, 8_901_000),
    ]
    assert [line.description_ar for line in order.lines.all()] == ["صحن الضوء", "عمولة المشتري"]


def test_numbers_count_up_within_the_year_without_a_gap() -> None:
    first, second = order_of(), order_of()
    year = first.placed_at.year
    assert first.number.startswith(f"AS-{year}-")
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


def test_a_new_year_in_riyadh_starts_at_one() -> None:
    from datetime import UTC, datetime

    order = order_of(now=datetime(2031, 12, 31, 21, 30, tzinfo=UTC))  # half past midnight in Riyadh
    assert order.number == "AS-2032-000001"


def test_a_source_has_one_living_order() -> None:
    order_of(source="lot:31")
    with pytest.raises(SoldAlready) as refused:
        order_of(source="lot:31")
    assert refused.value.http_status == 409
    assert Order.objects.count() == 1


def test_a_dead_order_frees_its_source(django_capture_on_commit_callbacks: object) -> None:
    first = order_of(source="lot:31")
    services.cancel_order(order=first, by=first.buyer)
    second = order_of(source="lot:31")
    assert second.pk != first.pk


def test_nobody_buys_from_themselves() -> None:
    owner = UserFactory()
    with pytest.raises(OwnSale):
        order_of(owner, seller=SellerFactory(owner=owner))
    assert not Order.objects.exists()


def test_no_lines_no_order() -> None:
    with pytest.raises(LinesRefused):
        order_of(lines=[])


def test_an_unknown_currency_is_refused() -> None:
    lines = drafts.item_lines(price=Money(100, "SAR"), title_ar="أ", title_en="A")
    with pytest.raises(CurrencyUnknown):
        order_of(currency="XXX", lines=lines)


def test_a_dinar_order_counts_in_fils() -> None:
    order = order_of(currency="KWD", price=1_500)
    assert (order.net, order.vat, order.total) == (1_304, 196, 1_500)


def test_placing_is_audited_and_told_after_commit() -> None:
    order = order_of()
    assert AuditEntry.objects.filter(action="orders.order.placed", subject_id=str(order.pk)).count() == 1
    assert OutboxMessage.objects.filter(topic="orders.placed", key=f"order:{order.pk}").count() == 1


def test_the_money_of_an_order_cannot_be_changed() -> None:
    order = order_of()
    with pytest.raises(DatabaseError, match="order_terms_stay"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total=1, net=1, vat=0)
    with pytest.raises(DatabaseError, match="order_line_stays"), transaction.atomic():
        OrderLine.objects.filter(order=order).update(vat_bps=0)
    delete = f"DELETE FROM orders_order WHERE id = {order.pk}"
    with (
        pytest.raises(DatabaseError, match="order_is_kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(delete)


def test_the_database_knows_the_ways_of_an_order() -> None:
    order = paid_order()
    with pytest.raises(DatabaseError, match="order_state_moves"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(state=OrderState.PLACED, paid_at=None)


@pytest.mark.parametrize(
    "wrong", [{"gross": 116}, {"vat": 30, "gross": 130}, {"vat_bps": 10_001}, {"net": -100, "gross": -85}]
)
def test_a_line_that_does_not_add_up_is_refused_by_the_database(wrong: dict[str, int]) -> None:
    order = order_of()
    fields = {"net": 100, "vat": 15, "gross": 115, "vat_bps": 1_500, **wrong}
    line = OrderLine(
        order=order, position=9, kind=LineKind.ITEM, description_ar="أ", description_en="A", **fields
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_totals_that_do_not_add_up_are_refused_by_the_database() -> None:
    order = order_of()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(
            "INSERT INTO orders_order (number, buyer_id, seller_id, state, origin, source, currency, net, vat, total,"
            " buyer_name_ar, buyer_name_en, seller_name_ar, seller_name_en, seller_vat_number, placed_at, due_at,"
            " closed_reason) SELECT 'X', buyer_id, seller_id, state, origin, '', currency, net, vat, total + 1,"
            " '', '', '', '', '', placed_at, due_at, '' FROM orders_order WHERE id = %s",
            [order.pk],
        )


def test_the_refusal_reads_well_in_arabic(arabic: None) -> None:
    error: SoukError = SoldAlready()
    assert error.text == "سبقك مشترٍ آخر بلحظات: بيع هذا العمل قبل قليل."


def test_lines_that_do_not_sum_to_the_order_are_refused_at_commit() -> None:
    order = order_of()
    fields = {"net": 100, "vat": 15, "gross": 115, "vat_bps": 1_500}
    OrderLine.objects.create(
        order=order, position=9, kind=LineKind.ITEM, description_ar="أ", description_en="A", **fields
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="do not sum to its totals"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
