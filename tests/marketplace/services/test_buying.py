from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace import rules, services
from marketplace.exceptions import HeldForAnother, NotAvailable, NotForSale, PriceOnRequest, SoldAlready
from orders.exceptions import OwnSale
from orders.models import Claim, Order
from orders.services import cancel_order, expire_order, settle_payment
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory, order_of, payment_of, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return ArtworkFactory(published=True, title_ar="صحن الضوء", title_en="Courtyard of Light")


def standing(work):
    work.refresh_from_db()
    return work.availability, work.hold_source


def test_a_purchase_is_an_order_and_a_hold(work):
    buyer = UserFactory()
    now = datetime(2026, 6, 1, tzinfo=UTC)
    order = services.buy_artwork(user=buyer, artwork=work, now=now)
    assert (order.source, order.total, order.currency) == (f"artwork:{work.pk}", 185_000, "SAR")
    assert order.due_at == now + timedelta(days=3)
    line = order.lines.get()
    assert (line.description_ar, line.description_en) == ("صحن الضوء", "Courtyard of Light")
    assert standing(work) == ("on_hold", f"order:{order.pk}")


def test_the_second_buyer_is_told_kindly(work, english):
    services.buy_artwork(user=UserFactory(), artwork=work)
    with pytest.raises(HeldForAnother) as refusal:
        services.buy_artwork(user=UserFactory(), artwork=work)
    assert "a moment faster" in refusal.value.text
    assert refusal.value.http_status == 409
    assert Order.objects.count() == 1


def test_and_in_arabic(work, arabic):
    services.buy_artwork(user=UserFactory(), artwork=work)
    with pytest.raises(HeldForAnother) as refusal:
        services.buy_artwork(user=UserFactory(), artwork=work)
    assert "أسرع" in refusal.value.text or "سبق" in refusal.value.text


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"state": "draft", "published_at": None}, NotAvailable),
        ({"availability": "sold"}, SoldAlready),
        ({"availability": "not_for_sale"}, NotForSale),
        ({"price_minor": None}, PriceOnRequest),
    ],
)
def test_what_cannot_be_bought(values, refusal):
    work = ArtworkFactory(
        **{"state": "published", "published_at": datetime(2026, 1, 1, tzinfo=UTC), **values}
    )
    with pytest.raises(refusal):
        services.buy_artwork(user=UserFactory(), artwork=work)
    assert Order.objects.count() == 0
    assert not rules.may_buy(UserFactory(), work)


def test_nobody_buys_from_themselves():
    owner = UserFactory()
    work = ArtworkFactory(seller=SellerFactory(owner=owner), published=True)
    with pytest.raises(OwnSale):
        services.buy_artwork(user=owner, artwork=work)
    assert standing(work) == ("available", "")
    assert not rules.may_buy(owner, work)
    assert rules.may_buy(UserFactory(), work)


def test_paid_is_sold(work, run_outbox):
    order = services.buy_artwork(user=UserFactory(), artwork=work)
    settle_payment(report=report_of(payment_of(order)))
    run_outbox()
    assert standing(work) == ("sold", "")
    services.settle_sale(order=order)
    assert standing(work) == ("sold", "")


def test_cancelled_is_free_again_and_only_through_its_own_order(work, run_outbox):
    buyer = UserFactory()
    order = services.buy_artwork(user=buyer, artwork=work)
    cancel_order(order=order, by=buyer)
    run_outbox()
    assert standing(work) == ("available", "")
    second = services.buy_artwork(user=UserFactory(), artwork=work)
    services.undo_hold(order=order)
    assert standing(work) == ("on_hold", f"order:{second.pk}")


def test_an_order_that_ran_out_frees_the_work(work, run_outbox):
    order = services.buy_artwork(user=UserFactory(), artwork=work)
    assert expire_order(order=order, now=order.due_at + timedelta(seconds=1))
    run_outbox()
    assert standing(work) == ("available", "")


def test_a_refund_puts_the_work_back_on_sale(work):
    order = services.buy_artwork(user=UserFactory(), artwork=work)
    services.settle_sale(order=order)
    Claim.objects.filter(order=order).delete()  # as the refund does
    services.undo_sale(order=order, sources=[order.source])
    assert standing(work) == ("available", "")


def test_what_a_later_order_has_by_now_stays_sold(work):
    order = services.buy_artwork(user=UserFactory(), artwork=work)
    services.settle_sale(order=order)
    Claim.objects.filter(order=order).update(order=order_of())
    services.undo_sale(order=order, sources=[order.source])
    assert standing(work)[0] == "sold"


def test_orders_of_lots_are_not_the_catalogues_business(work):
    order = order_of(source=f"lot:{work.pk}")
    services.settle_sale(order=order)
    services.undo_hold(order=order)
    services.undo_sale(order=order, sources=[order.source, "artwork:", "artwork:x"])
    assert standing(work) == ("available", "")
