"""The demo's months of sales: through the services, whole books, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.demo import stages
from orders import ledger_check
from orders.enums import OrderState
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import published_work
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_some_works_are_sold_over_the_last_months_and_the_rest_stays_on_sale():
    people = {part: UserFactory() for part in ("collector", "second", "artist", "gallery")}
    seller = SellerFactory(owner=people["artist"])
    gallery = SellerFactory(owner=people["gallery"], vat_number="")
    for number in range(8):
        published_work(seller=seller, price=str(1_000 + number))
    said: list[str] = []
    context = stages.Context(
        seed=1, works=8, artists=1, pixels=1, folder=Path(), say=said.append, people=people
    )
    for _again in range(2):
        stages.run("sales", context)
    assert said == ["2 works sold over the last five months"]
    orders = Order.objects.order_by("pk")
    assert [order.state for order in orders] == [OrderState.COMPLETED, OrderState.COMPLETED]
    assert [order.buyer for order in orders] == [people["collector"], people["second"]]
    assert all(order.placed_at < order.paid_at < order.delivered_at < order.completed_at for order in orders)
    gallery.refresh_from_db()
    assert (gallery.vat_number, gallery.vat_history.count()) == ("300045612300003", 1)
    assert ledger_check.problems() == []
