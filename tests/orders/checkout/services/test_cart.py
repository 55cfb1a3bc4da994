from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from marketplace.enums import Availability
from orders.checkout import queries, services
from orders.checkout.exceptions import BagFull, NotOnShelf, PriceAsked, Unavailable
from orders.checkout.models import Cart, CartItem
from orders.checkout.owners import Owner
from orders.exceptions import OwnSale
from tests.factories.accounts import UserFactory
from tests.factories.checkout import bag_of, owned_work, source_of, work_of

pytestmark = pytest.mark.django_db
VISITOR = Owner(token="a" * 32)


def sources(owner):
    return list(queries.items_of(owner).values_list("source", flat=True))


def test_a_work_is_put_in_once_and_its_price_is_kept():
    work = work_of()
    assert services.add_to_cart(owner=VISITOR, source=source_of(work)) == 1
    work.price_minor = 200_000
    work.save()
    assert services.add_to_cart(owner=VISITOR, source=source_of(work)) == 1
    item = CartItem.objects.get()
    assert (item.source, item.seen_minor, item.currency) == (source_of(work), 200_000, "SAR")


def test_putting_in_holds_nothing():
    work = work_of()
    services.add_to_cart(owner=VISITOR, source=source_of(work))
    work.refresh_from_db()
    assert (work.availability, work.hold_source) == (Availability.AVAILABLE, "")


@pytest.mark.parametrize(
    "source", ["", "artwork:", "artwork:0", "lot:1", "artwork:x", "artwork:٥", "artwork:" + "9" * 40]
)
def test_what_is_no_work_on_sale(source):
    with pytest.raises(NotOnShelf):
        services.add_to_cart(owner=VISITOR, source=source)
    assert Cart.objects.count() == 0


def test_a_draft_is_no_more_known_than_nothing():
    with pytest.raises(NotOnShelf):
        services.add_to_cart(owner=VISITOR, source=source_of(work_of(published=False)))


def test_a_sold_work_says_so(arabic):
    work = work_of(availability=Availability.SOLD, title_ar="صحن الضوء")
    with pytest.raises(Unavailable) as refusal:
        services.add_to_cart(owner=VISITOR, source=source_of(work))
    assert "صحن الضوء" in refusal.value.text
    assert refusal.value.http_status == 409


def test_a_price_on_request_is_asked_for():
    with pytest.raises(PriceAsked):
        services.add_to_cart(owner=VISITOR, source=source_of(work_of(price_minor=None)))


def test_nobody_buys_from_themselves():
    work, owner = owned_work()
    with pytest.raises(OwnSale):
        services.add_to_cart(owner=Owner(user=owner), source=source_of(work))
    assert CartItem.objects.count() == 0


def test_a_bag_has_a_bottom(monkeypatch):
    monkeypatch.setattr("orders.checkout.services.cart.LIMIT", 2)
    works = [work_of() for _ in range(3)]
    for work in works[:2]:
        services.add_to_cart(owner=VISITOR, source=source_of(work))
    with pytest.raises(BagFull):
        services.add_to_cart(owner=VISITOR, source=source_of(works[2]))
    services.add_to_cart(owner=VISITOR, source=source_of(works[0]))  # again is no more
    assert len(sources(VISITOR)) == 2


def test_taking_out_and_taking_out_what_is_not_there():
    work = work_of()
    services.add_to_cart(owner=VISITOR, source=source_of(work))
    assert services.remove_from_cart(owner=VISITOR, sources=["artwork:1000"]) == 1
    assert services.remove_from_cart(owner=VISITOR, sources=[source_of(work)]) == 0
    assert services.remove_from_cart(owner=Owner(token="b" * 32), sources=["artwork:1"]) == 0


def test_one_visitors_bag_is_not_anothers():
    services.add_to_cart(owner=VISITOR, source=source_of(work_of()))
    assert sources(Owner(token="b" * 32)) == []
    assert sources(Owner(user=UserFactory())) == []


def test_a_bag_belongs_to_exactly_one():
    with pytest.raises(ValueError, match="belongs"):
        Owner()
    with pytest.raises(ValueError, match="belongs"):
        Owner(user=UserFactory(), token="a")


def test_a_visitors_bag_becomes_theirs_and_what_they_had_stays():
    user = UserFactory()
    mine, both, theirs = work_of(), work_of(), work_of()
    bag_of(user, mine, both)
    for work in (both, theirs):
        services.add_to_cart(owner=VISITOR, source=source_of(work))
    assert services.merge_cart(token=VISITOR.token, user=user) == 3
    assert set(sources(Owner(user=user))) == {source_of(mine), source_of(both), source_of(theirs)}
    assert Cart.objects.count() == 1


def test_merging_keeps_to_the_limit(monkeypatch):
    monkeypatch.setattr("orders.checkout.services.cart.LIMIT", 2)
    user = UserFactory()
    works = [work_of() for _ in range(3)]
    bag_of(user, works[0])
    for work in works[1:]:
        services.add_to_cart(owner=VISITOR, source=source_of(work))
    assert services.merge_cart(token=VISITOR.token, user=user) == 2
    assert sources(Owner(user=user)) == [source_of(works[0]), source_of(works[1])]


def test_merging_nothing_is_nothing():
    user = UserFactory()
    assert services.merge_cart(token="", user=user) == 0
    assert services.merge_cart(token="c" * 32, user=user) == 0
    assert Cart.objects.count() == 0


def test_bags_that_were_left_are_forgotten():
    user = UserFactory()
    bag_of(user, work_of())
    services.add_to_cart(owner=VISITOR, source=source_of(work_of()))
    now = clock.now()
    assert services.sweep_carts(now=now + timedelta(days=29)) == 0
    assert services.sweep_carts(now=now + timedelta(days=31)) == 1
    assert list(Cart.objects.values_list("user", flat=True)) == [user.pk]
    assert services.sweep_carts(now=now + timedelta(days=91)) == 1
