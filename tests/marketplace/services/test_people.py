from __future__ import annotations

from datetime import date

import pytest

from compliance.models import AuditEntry
from marketplace import services
from marketplace.exceptions import AlreadyRepresented, FieldsInvalid, NotYours
from marketplace.models import Artist, Gallery
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import ArtistFactory, GalleryFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_an_artist_has_a_readable_address_and_keys_for_both_scripts():
    artist = services.create_artist(by=None, name_ar="نورة السديري", name_en="Noura Al-Sudairi")
    again = services.create_artist(by=None, name_ar="نورة السديري", name_en="Noura Al-Sudairi")
    assert (artist.slug, again.slug) == ("noura-al-sudairi", "noura-al-sudairi-2")
    assert artist.name_key == ["NR", "SDR"]


def test_an_arabic_name_alone_gives_a_latin_address():
    artist = services.create_artist(by=None, name_ar="خالد المناعي")
    assert artist.slug.isascii()
    assert (str(artist.name), artist.name_en or "") == ("خالد المناعي", "")


def test_the_keys_follow_a_new_name():
    artist = services.create_artist(by=None, name_en="Noura")
    services.update_artist(artist=artist, by=None, name_en="Khalid")
    assert Artist.objects.get(pk=artist.pk).name_key == ["KLD"]
    entry = AuditEntry.objects.get(action="marketplace.artist.updated")
    assert entry.after == {"name_en": "(personal)"}  # a living artist's name is not for a log that stays


def test_an_artist_without_a_name_or_dead_before_birth_is_refused():
    with pytest.raises(FieldsInvalid) as refusal:
        services.create_artist(by=None, name_ar=" ")
    assert list(refusal.value.errors) == ["name_ar"]
    with pytest.raises(FieldsInvalid) as refusal:
        services.create_artist(by=None, name_en="X", birth_year=1950, death_year=1940)
    assert list(refusal.value.errors) == ["death_year"]
    assert Artist.objects.count() == 0


def test_sellers_name_artists_and_strangers_do_not():
    member = UserFactory()
    SellerFactory(owner=member)
    assert services.create_artist(by=member, name_en="Somebody").slug == "somebody"
    with pytest.raises(NotYours):
        services.create_artist(by=UserFactory(), name_en="Nobody")
    assert Artist.objects.count() == 1


def test_only_the_artists_own_people_and_curators_change_a_page():
    owner = UserFactory()
    artist = ArtistFactory(seller=SellerFactory(kind="artist", owner=owner))
    with pytest.raises(NotYours):
        services.update_artist(artist=artist, by=UserFactory(), bio_en="I was here")
    services.update_artist(artist=artist, by=owner, bio_en="Born in Diriyah.\nLives there.")
    services.update_artist(artist=artist, by=AdminFactory(), bio_ar="ولد في الدرعية.")
    artist = Artist.objects.get(pk=artist.pk)
    assert (artist.bio_en, artist.bio_ar) == ("Born in Diriyah.\nLives there.", "ولد في الدرعية.")


def test_a_gallery_belongs_to_its_sellers_people():
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    with pytest.raises(NotYours):
        services.create_gallery(by=UserFactory(), seller=seller, name_en="Not mine")
    gallery = services.create_gallery(by=owner, seller=seller, name_ar="حافظ", name_en="Hafez")
    with pytest.raises(NotYours):
        services.update_gallery(gallery=gallery, by=UserFactory(), about_en="Closed")
    services.update_gallery(gallery=gallery, by=owner, about_en="Open", website="https://example.com")
    assert Gallery.objects.values_list("slug", "about_en", "website").get() == (
        "hafez",
        "Open",
        "https://example.com",
    )


def test_representation_begins_once_and_ends():
    owner = UserFactory()
    gallery = GalleryFactory(seller=SellerFactory(owner=owner))
    artist = ArtistFactory()
    with pytest.raises(NotYours):
        services.represent_artist(gallery=gallery, artist=artist, since=date(2024, 1, 1), by=UserFactory())
    row = services.represent_artist(gallery=gallery, artist=artist, since=date(2024, 1, 1), by=owner)
    with pytest.raises(AlreadyRepresented):
        services.represent_artist(gallery=gallery, artist=artist, since=date(2025, 1, 1), by=owner)
    with pytest.raises(FieldsInvalid) as refusal:
        services.end_representation(row=row, until=date(2023, 1, 1), by=owner)
    assert list(refusal.value.errors) == ["until"]
    services.end_representation(row=row, until=date(2025, 1, 1), by=owner)
    services.represent_artist(gallery=gallery, artist=artist, since=date(2026, 1, 1), by=owner)
    assert list(gallery.representations.order_by("since").values_list("since", "until")) == [
        (date(2024, 1, 1), date(2025, 1, 1)),
        (date(2026, 1, 1), None),
    ]


def test_verifying_is_for_curators_and_once():
    artist = ArtistFactory()
    with pytest.raises(NotYours):
        services.verify(page=artist, by=UserFactory())
    assert not artist.is_verified
    services.verify(page=artist, by=AdminFactory())
    first = artist.verified_at
    services.verify(page=artist, by=AdminFactory())
    assert (artist.is_verified, artist.verified_at) == (True, first)
