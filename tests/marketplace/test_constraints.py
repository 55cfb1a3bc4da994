"""The database is the last judge: each invariant refuses a row that goes past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from marketplace.models import ArtworkArtist, ArtworkImage, CollectionItem, GalleryArtist
from tests.factories.imaging import ImageFactory
from tests.factories.marketplace import (
    ArtistFactory,
    ArtworkFactory,
    CityFactory,
    CollectionFactory,
    GalleryFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def refused(name, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("artwork_has_title", {"title_ar": "", "title_en": ""}),
        ("artwork_category_known", {"category": "wallpaper"}),
        ("artwork_medium_group_known", {"medium_group": "air"}),
        ("artwork_attribution_known", {"attribution": "perhaps"}),
        ("artwork_condition_known", {"condition": "so so"}),
        ("artwork_antiquity_known", {"antiquity": "maybe"}),
        ("artwork_state_known", {"state": "hidden"}),
        ("artwork_availability_known", {"availability": "lent"}),
        ("artwork_currency_known", {"currency": "XAU"}),
        ("artwork_price_positive", {"price_minor": 0}),
        ("artwork_sides_positive", {"width_cm": 0}),
        ("artwork_years_plausible", {"year": 2024, "year_end": 2023}),
        ("artwork_years_plausible", {"year": None, "year_end": 2023}),
        ("artwork_edition_within_size", {"edition_number": 9, "edition_size": 8}),
        ("artwork_hold_has_holder", {"availability": "on_hold"}),
        ("artwork_hold_has_holder", {"hold_source": "order:1"}),
        ("artwork_published_dated", {"state": "published"}),
        ("artwork_antiquity_licensed", {"state": "published", "published_at": NOW, "antiquity": "yes"}),
    ],
)
def test_a_work_that_cannot_be(name, values):
    refused(name, lambda: ArtworkFactory(**values))


def test_an_antiquity_with_its_licence_may_be_published():
    work = ArtworkFactory(published=True, antiquity="yes", antiquity_licence="HC-1")
    work.refresh_from_db()
    assert work.is_public


def test_an_inventory_number_is_once_a_seller_and_only_when_there_is_one():
    work = ArtworkFactory(inventory_number="A-1")
    ArtworkFactory(inventory_number="A-1")
    ArtworkFactory(seller=work.seller, inventory_number="")
    ArtworkFactory(seller=work.seller, inventory_number="")
    refused("artwork_inventory_once", lambda: ArtworkFactory(seller=work.seller, inventory_number="A-1"))


def test_ten_pictures_at_most_each_at_its_own_place():
    work, image = ArtworkFactory(), ImageFactory()
    ArtworkImage.objects.create(artwork=work, image=image, position=9)
    other = ImageFactory()
    refused("at_most_ten", lambda: ArtworkImage.objects.create(artwork=work, image=other, position=10))
    refused("artwork_image_once", lambda: ArtworkImage.objects.create(artwork=work, image=image, position=1))


@pytest.mark.django_db(transaction=True)
def test_two_pictures_cannot_share_a_place():
    work = ArtworkFactory()
    ArtworkImage.objects.create(artwork=work, image=ImageFactory(), position=0)
    other = ImageFactory()
    refused("position_once", lambda: ArtworkImage.objects.create(artwork=work, image=other, position=0))


def test_people_cities_and_words_that_cannot_be():
    refused("artist_has_name", lambda: ArtistFactory(name_ar="", name_en=""))
    refused("artist_dies_after_birth", lambda: ArtistFactory(birth_year=1900, death_year=1899))
    refused("artist_years_plausible", lambda: ArtistFactory(birth_year=9999))
    refused("gallery_has_name", lambda: GalleryFactory(name_ar=None, name_en=None))
    refused("gallery_founded_plausible", lambda: GalleryFactory(founded_year=12))
    refused("city_has_name", lambda: CityFactory(name_ar="", name_en=""))
    refused("tag_kind_known", lambda: TagFactory(kind="mood"))
    refused("tag_has_key", lambda: TagFactory(key=""))
    refused("collection_has_title", lambda: CollectionFactory(title_ar="", title_en=""))
    refused("collection_published_dated", lambda: CollectionFactory(state="published"))


def test_the_number_of_an_artist_in_a_source_is_one_artist():
    ArtistFactory(source_id="tate:558")
    refused("artist_source_once", lambda: ArtistFactory(source_id="tate:558"))
    ArtistFactory(source_id="")
    ArtistFactory(source_id="")


def test_a_gallery_represents_an_artist_once_at_a_time():
    gallery, artist = GalleryFactory(), ArtistFactory()
    GalleryArtist.objects.create(
        gallery=gallery, artist=artist, since=date(2020, 1, 1), until=date(2021, 1, 1)
    )
    GalleryArtist.objects.create(gallery=gallery, artist=artist, since=date(2022, 1, 1))
    refused(
        "representation_open_once",
        lambda: GalleryArtist.objects.create(gallery=gallery, artist=artist, since=date(2023, 1, 1)),
    )
    refused(
        "representation_ends_after_start",
        lambda: GalleryArtist.objects.create(
            gallery=gallery, artist=ArtistFactory(), since=date(2023, 1, 1), until=date(2022, 1, 1)
        ),
    )


def test_a_work_hangs_once_in_a_collection_and_an_artist_signs_once():
    collection, work = CollectionFactory(), ArtworkFactory()
    CollectionItem.objects.create(collection=collection, artwork=work, position=0)
    refused(
        "collection_item_once",
        lambda: CollectionItem.objects.create(collection=collection, artwork=work, position=1),
    )
    artist = ArtistFactory()
    ArtworkArtist.objects.create(artwork=work, artist=artist, position=1)
    refused(
        "artwork_artist_once", lambda: ArtworkArtist.objects.create(artwork=work, artist=artist, position=2)
    )


@pytest.mark.parametrize(
    ("sides", "size", "area"),
    [
        ((40, 30, None), "small", 1200),
        ((40, 41, None), "medium", 1640),
        ((100, None, 101), "large", 10000),
        ((181, 10, None), "huge", 1810),
        ((None, None, None), "", None),
    ],
)
def test_size_and_area_follow_from_the_sides(sides, size, area):
    height, width, depth = sides
    work = ArtworkFactory(height_cm=height, width_cm=width, depth_cm=depth)
    work.refresh_from_db()
    assert (work.size, work.area) == (size, area)


@pytest.mark.parametrize(
    ("minor", "currency", "rank"),
    [(10_000, "SAR", 10_000), (10_000, "USD", 37_500), (1_000, "KWD", 1_220), (None, "SAR", None)],
)
def test_prices_of_all_currencies_have_one_rank(minor, currency, rank):
    work = ArtworkFactory(price_minor=minor, currency=currency)
    work.refresh_from_db()
    assert work.price_rank == rank
