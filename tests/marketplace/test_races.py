"""Two buyers at once, on real commits; and the same without the lock, to see that the race is real."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction

from marketplace import locks, services
from marketplace.exceptions import HeldForAnother, NotAvailable
from marketplace.imports.run import run_import
from marketplace.models import Artist, Artwork
from orders.exceptions import SoldAlready
from orders.models import Order
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BUYERS = 6


def test_of_many_buyers_at_once_one_gets_the_work():
    work = ArtworkFactory(published=True)
    buyers = [UserFactory() for _ in range(BUYERS)]
    answers = together([lambda who=who: services.buy_artwork(user=who, artwork=work) for who in buyers])
    orders = [answer for answer in answers if isinstance(answer, Order)]
    told = [answer for answer in answers if isinstance(answer, HeldForAnother)]
    assert (len(orders), len(told)) == (1, BUYERS - 1)
    assert Order.objects.count() == 1
    work.refresh_from_db()
    assert (work.availability, work.hold_source) == ("on_hold", f"order:{orders[0].pk}")


def test_one_hold_of_two_rooms_wins():
    work = ArtworkFactory(published=True)
    answers = together(
        [lambda n=n: services.hold_artwork(artwork=work, source=f"lot:{n}") for n in range(BUYERS)]
    )
    assert sum(isinstance(answer, Artwork) for answer in answers) == 1
    assert sum(isinstance(answer, NotAvailable) for answer in answers) == BUYERS - 1


def test_control_without_the_lock_two_rooms_hold_one_work(monkeypatch):
    """All read before anybody writes: without the row lock each believes the work to be free."""
    work = ArtworkFactory(published=True)
    everybody_has_read = threading.Barrier(2)

    def unlocked(pk):
        row = Artwork.objects.select_related("seller").get(pk=pk)
        everybody_has_read.wait(10)
        return row

    monkeypatch.setattr(locks, "artwork", unlocked)
    answers = together([lambda n=n: services.hold_artwork(artwork=work, source=f"lot:{n}") for n in range(2)])
    assert [type(answer) for answer in answers] == [Artwork, Artwork]


def test_the_order_is_the_second_judge_without_the_lock(monkeypatch):
    """Even where the lock of the work is missing, a work has one living order."""
    work = ArtworkFactory(published=True)
    everybody_has_read = threading.Barrier(2)
    first = threading.local()

    def unlocked(pk):
        row = Artwork.objects.select_related("seller").get(pk=pk)
        if not getattr(first, "read", False):
            first.read = True
            everybody_has_read.wait(10)
        return row

    monkeypatch.setattr(locks, "artwork", unlocked)
    buyers = [UserFactory(), UserFactory()]
    answers = together([lambda who=who: services.buy_artwork(user=who, artwork=work) for who in buyers])
    assert sorted(type(answer).__name__ for answer in answers) == ["Order", "SoldAlready"]
    assert isinstance(next(a for a in answers if not isinstance(a, Order)), SoldAlready)


def test_a_hold_waits_for_the_purchase_under_way():
    work = ArtworkFactory(published=True)
    bought = threading.Event()

    def buy():
        with transaction.atomic():
            order = services.buy_artwork(user=buyer, artwork=work)
            bought.set()
            waiting.wait(2)
            return order

    waiting = threading.Event()
    buyer = UserFactory()

    def hold():
        bought.wait(10)
        try:
            return services.hold_artwork(artwork=work, source="lot:1")
        finally:
            waiting.set()

    order, refused = together([buy, hold])
    assert isinstance(order, Order)
    assert isinstance(refused, HeldForAnother)


def test_many_artists_of_one_name_at_once_get_addresses_of_their_own():
    answers = together([lambda: services.create_artist(by=None, name_en="Noura") for _ in range(3)])
    assert sorted(artist.slug for artist in answers) == ["noura", "noura-2", "noura-3"]


def test_two_imports_at_once_add_an_artist_once(tmp_path):
    seller = SellerFactory()
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(f"number,title,artist\n{name},Work,Sara\n", encoding="utf-8")
    together([lambda n=n: run_import(tmp_path / f"{n}.csv", seller=seller, actor=None) for n in "ab"])
    assert Artwork.objects.count() == 2
    assert Artist.objects.filter(name_en="Sara").count() == 1
