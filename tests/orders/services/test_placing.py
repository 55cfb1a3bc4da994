"""One way into an order, and what the database refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from compliance.models import AuditEntry
from core import clock
from core.errors import SoukError
from core.models import OutboxMessage
from core.money import CurrencyUnknown, Money
from orders import drafts, services, vat
from orders.addresses import PostalAddress
from orders.enums import Delivery, LineKind, OrderOrigin, OrderState, Supplier, VatStatus
from orders.exceptions import LinesRefused, NotAllowed, NotAmendable, OwnSale, SoldAlready
from orders.models import Claim, Order, OrderLine
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
        Order.objects.filter(pk=order.pk).update(currency="KWD")
    services.start_payment(orders=[order], by=order.buyer, provider="sandbox")
    with pytest.raises(DatabaseError, match="order_bill_stays"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total=1, net=1, vat=0)
    with pytest.raises(DatabaseError, match="bill of order"), transaction.atomic():
        OrderLine.objects.filter(order=order).delete()
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
    ("wrong", "rule"),
    [
        ({"gross": 116, "share_seller": 116}, "order_line_gross_is_net_and_vat"),
        ({"vat": 30, "gross": 130, "share_seller": 130}, "order_line_vat_fits_rate"),
        ({"vat_bps": 10_001, "vat": 100, "gross": 200, "share_seller": 200}, "order_line_vat_rate_sane"),
        ({"share_revenue": 1}, "order_line_shares_sum_to_gross"),
        ({"share_seller": 116, "share_vat": -1}, "order_line_shares_not_negative"),
        ({"vat_category": "Z"}, "order_line_vat_at_standard_rate_only"),
    ],
)
def test_a_line_that_does_not_add_up_is_refused_by_the_database(wrong: dict[str, int], rule: str) -> None:
    order = order_of()
    fields = {"net": 100, "vat": 15, "gross": 115, "vat_bps": 1_500, "share_seller": 115, **wrong}
    line = OrderLine(
        order=order, position=9, kind=LineKind.ITEM, description_ar="أ", description_en="A", **fields
    )
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        line.save()


def test_totals_that_do_not_add_up_are_refused_by_the_database() -> None:
    order = order_of()
    with pytest.raises(IntegrityError, match="order_total_is_net_and_vat"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total=order.total + 1)


def test_the_refusal_reads_well_in_arabic(arabic: None) -> None:
    error: SoukError = SoldAlready()
    assert error.text == "سبقك مشترٍ آخر بلحظات: بيع هذا العمل قبل قليل."


def test_lines_that_do_not_sum_to_the_order_are_refused_at_commit() -> None:
    order = order_of()
    fields = {"net": 100, "vat": 15, "gross": 115, "vat_bps": 1_500, "share_seller": 115}
    OrderLine.objects.create(
        order=order, position=9, kind=LineKind.ITEM, description_ar="أ", description_en="A", **fields
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="do not sum to its totals"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _amend(order: Order, **more: Any) -> Order:
    terms = {
        "lines": drafts.item_lines(price=Money(185_000, "SAR"), title_ar="صحن", title_en="Dish"),
        "ship_to": None,
        "bill_to": None,
        "delivery": Delivery.PICKUP,
        "by": order.buyer,
        **more,
    }
    return services.amend_order(order=order, **terms)


def test_a_chosen_delivery_writes_the_bill_anew_under_the_same_number() -> None:
    order = order_of()
    lines = drafts.item_lines(price=Money(185_000, "SAR"), title_ar="صحن", title_en="Dish")
    bringing = drafts.fee_line(
        kind=LineKind.SHIPPING,
        net=Money(10_000, "SAR"),
        text_ar="توصيل",
        text_en="Delivery",
        treatment=vat.own(),
    )
    home = PostalAddress(name="Lamia", country="SA", city="Riyadh")
    amended = _amend(order, lines=[*lines, bringing], delivery=Delivery.SHIP, ship_to=home)
    assert (amended.number, amended.total, amended.ship_address) == (order.number, 196_500, home)
    assert [line.source for line in amended.lines.all()] == [order.source, ""]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_bill_is_not_amended_once_a_payment_began_nor_by_a_stranger() -> None:
    order = order_of()
    with pytest.raises(NotAllowed):
        _amend(order, by=UserFactory())
    services.start_payment(orders=[order], by=order.buyer, provider="sandbox")
    with pytest.raises(NotAmendable):
        _amend(order)
    assert Order.objects.get().delivery == Delivery.NONE


def test_an_amended_bill_is_for_the_same_things() -> None:
    order = order_of()
    other = drafts.item_lines(price=Money(1, "SAR"), title_ar="أ", title_en="A", source="artwork:9")
    with pytest.raises(LinesRefused):
        _amend(order, lines=other)
    assert order.lines.get().source == order.source


def test_the_seller_without_a_vat_number_is_supplied_for_by_the_platform() -> None:
    private = SellerFactory(vat_number="")
    line = order_of(seller=private).lines.get()
    assert (line.supplier, line.commission_vat, line.share_vat) == (Supplier.PLATFORM, 0, line.vat)
    assert (line.share_seller, line.share_revenue) == (line.net - line.commission, line.commission)


def test_the_status_of_the_day_counts_not_the_one_of_today() -> None:
    private = SellerFactory(vat_number="")
    day = timezone.localdate() + timedelta(days=3)
    terms = {"status": VatStatus.REGISTERED, "number": "310448211700003", "valid_from": day}
    services.set_vat_status(seller=private, by=None, **terms)
    before, after = order_of(seller=private), order_of(seller=private, now=clock.now() + timedelta(days=4))
    kept = [order.lines.get() for order in (before, after)]
    assert [line.supplier for line in kept] == [Supplier.PLATFORM, Supplier.SELLER]
    assert [line.seller_vat_number for line in kept] == ["", "310448211700003"]


def test_works_of_one_seller_stand_in_one_order_and_are_claimed_one_by_one() -> None:
    lines = [
        *drafts.item_lines(price=Money(100, "SAR"), title_ar="أ", title_en="A", source="artwork:1"),
        *drafts.item_lines(price=Money(200, "SAR"), title_ar="ب", title_en="B", source="artwork:2"),
    ]
    order = order_of(lines=lines, source="")
    assert sorted(order.claims.values_list("source", flat=True)) == ["artwork:1", "artwork:2"]
    with pytest.raises(SoldAlready):
        order_of(source="artwork:2")
    services.cancel_order(order=order, by=order.buyer)
    assert not Claim.objects.exists()
    assert order_of(source="artwork:2").source == "artwork:2"
