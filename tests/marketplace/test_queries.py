from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from marketplace import queries, rules
from marketplace.models import ArtworkImage, CollectionItem, GalleryArtist
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.imaging import ImageFactory
from tests.factories.marketplace import (
    ArtistFactory,
    ArtworkFactory,
    CollectionFactory,
    GalleryFactory,
    TagFactory,
)
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_who_sees_what():
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    shown, draft, foreign = ArtworkFactory(published=True), ArtworkFactory(seller=seller), ArtworkFactory()
    assert set(queries.visible_to(AnonymousUser())) == {shown}
    assert set(queries.visible_to(UserFactory())) == {shown}
    assert set(queries.visible_to(StaffFactory())) == {shown}
    assert set(queries.visible_to(owner)) == {shown, draft}
    assert set(queries.visible_to(AdminFactory())) == {shown, draft, foreign}


def test_who_sees_which_collection():
    owner = UserFactory()
    mine = CollectionFactory(seller=SellerFactory(owner=owner))
    CollectionFactory()
    assert list(queries.collections_visible_to(AnonymousUser())) == []
    assert list(queries.collections_visible_to(owner)) == [mine]
    assert queries.collections_visible_to(AdminFactory()).count() == 2


def test_who_may_what():
    owner, stranger, curator = UserFactory(), UserFactory(), AdminFactory()
    gone = UserFactory(is_active=False)
    seller = SellerFactory(owner=owner)
    seller.memberships.create(user=gone)
    work = ArtworkFactory(seller=seller)
    people = (owner, stranger, curator, gone, AnonymousUser())
    assert [rules.may_edit(who, work) for who in people] == [True, False, True, False, False]
    assert [rules.may_publish(who, work) for who in people] == [False, False, True, False, False]
    assert [rules.may_review(who) for who in people] == [False, False, True, False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_cards_take_four_queries(django_assert_num_queries, rows):
    for _ in range(rows):
        work = ArtworkFactory(published=True)
        ArtworkImage.objects.create(artwork=work, image=ImageFactory(ready=True), position=0)
    with django_assert_num_queries(4):
        for work in queries.with_card(queries.newest(24)):
            assert (str(work.artist), str(work.seller)) != ("", "")
            assert [list(row.image.renditions.all()) for row in work.first_images]


@pytest.mark.parametrize("rows", [1, 3])
def test_details_take_six_queries(django_assert_num_queries, rows):
    work = ArtworkFactory(published=True)
    for place in range(rows):
        ArtworkImage.objects.create(artwork=work, image=ImageFactory(), position=place)
        work.shared_by.create(artist=ArtistFactory(), position=place + 1)
    with django_assert_num_queries(6):
        (found,) = queries.with_details(queries.published())
        assert [row.position for row in found.images.all()] == list(range(rows))
        assert [row.artist.pk for row in found.shared_by.all()]


def test_counts_of_people():
    artist = ArtistFactory()
    ArtworkFactory(artist=artist, published=True)
    ArtworkFactory(artist=artist, published=True, availability="sold")
    ArtworkFactory(artist=artist)
    rows = queries.annotate_for_sale(queries.annotate_public_works(type(artist).objects.filter(pk=artist.pk)))
    assert (rows.get().public_works, rows.get().works_for_sale) == (2, 1)


def test_newest_featured_and_the_queue():
    first = ArtworkFactory(published=True, featured=True)
    second = ArtworkFactory(published=True)
    waiting = ArtworkFactory(state="in_review")
    assert list(queries.newest(5)) == [second, first]
    assert list(queries.featured(5)) == [first]
    assert list(queries.in_review()) == [waiting]


def test_represented_on_a_day():
    gallery = GalleryFactory()
    rows = [
        GalleryArtist.objects.create(
            gallery=gallery, artist=ArtistFactory(slug=f"a{n}"), since=date(year, 1, 1), until=until
        )
        for n, (year, until) in enumerate([(2020, None), (2020, date(2021, 1, 1)), (2030, None)])
    ]
    assert list(queries.represented_on(gallery, date(2026, 1, 1))) == [rows[0]]
    assert list(queries.represented_on(gallery, date(2020, 6, 1))) == rows[:2]


def test_a_collection_shows_only_what_is_public():
    collection = CollectionFactory()
    for place, work in enumerate([ArtworkFactory(), ArtworkFactory(published=True)]):
        CollectionItem.objects.create(collection=collection, artwork=work, position=place)
    assert [item.position for item in queries.works_of(collection)] == [1]


def test_the_studios_numbers_in_one_query(django_assert_num_queries):
    seller = SellerFactory()
    ArtworkFactory(seller=seller)
    ArtworkFactory(seller=seller, published=True, availability="sold")
    with django_assert_num_queries(1):
        counts = queries.state_counts(seller)
    assert (counts["total"], counts["draft"], counts["published"], counts["sold"], counts["on_hold"]) == (
        2,
        1,
        1,
        1,
        0,
    )
    assert queries.of_seller(seller).count() == 2


def test_tags_have_names_in_the_readers_language(arabic, django_assert_num_queries):
    TagFactory(key="sea", name_ar="بحر")
    with django_assert_num_queries(1):
        assert queries.tag_names("subject", ["sea", "unheard of"]) == {
            "sea": "بحر",
            "unheard of": "unheard of",
        }
