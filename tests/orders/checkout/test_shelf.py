from __future__ import annotations

import pytest

from auctions.works import source_of as lot_source
from marketplace.enums import Availability
from orders.checkout import shelf
from orders.checkout.exceptions import Unavailable
from orders.checkout.owners import Owner
from orders.checkout.services import add_to_cart
from tests.factories import auctions
from tests.factories.checkout import source_of, work_of
from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db


def test_a_work_on_the_shelf():
    work = work_of(title_ar="صحن الضوء", title_en="Courtyard of Light", framing_en="Walnut")
    item = shelf.one(source_of(work))
    assert (item.price, item.seller, item.buyable) == (work.price, work.seller, True)
    assert (item.parcel.height_cm, item.parcel.width_cm, item.parcel.framed) == (120, 90, True)
    assert item.url == work.get_absolute_url()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"availability": Availability.SOLD}, "It has been sold."),
        ({"availability": Availability.NOT_FOR_SALE}, "It is shown, but not for sale."),
        (
            {"availability": Availability.ON_HOLD, "hold_source": "order:1"},
            "It is reserved for another buyer.",
        ),
        ({"availability": Availability.ON_HOLD, "hold_source": "lot:1"}, "It is offered in an auction now."),
    ],
)
def test_why_a_work_cannot_be_had(values, words, english):
    item = shelf.one(source_of(work_of(**values)))
    assert not item.buyable
    assert str(item.reason).startswith(words)


def test_claimed_and_set_free_may_come_twice():
    work = work_of()
    order = order_of(source=source_of(work))
    for verb, standing in ((shelf.claim, "on_hold"), (shelf.free, "available")):
        verb(source_of(work), order)
        verb(source_of(work), order)
        work.refresh_from_db()
        assert work.availability == standing


def test_one_look_for_many(django_assert_num_queries):
    sources = [source_of(work_of()) for _ in range(3)]
    with django_assert_num_queries(3):  # works with sellers and artists, pictures, lots
        assert list(shelf.look([*sources, "artwork:0", "other:1", ""])) == sources


def test_a_lot_is_carried_but_never_bought_here():
    lot = auctions.draft_lot(auctions.sale(), artwork=work_of())
    item = shelf.one(lot_source(lot))
    assert (item.buyable, item.parcel.height_cm) == (False, 120)
    with pytest.raises(Unavailable):
        add_to_cart(owner=Owner(token="f" * 32), source=lot_source(lot))


def test_kinds_come_and_go():
    assert shelf.split("vase:1") is None
    shelf.register("vase", look=lambda ids: {}, lock=lambda ids: {}, claim=print, free=print)
    try:
        assert shelf.split("vase:1") == ("vase", 1)
        assert shelf.one("vase:1") is None
    finally:
        shelf.unregister("vase")
    assert shelf.split("vase:1") is None
