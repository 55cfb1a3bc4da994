from __future__ import annotations

import pytest

from accounts.enums import Role
from accounts.services import grant_role
from marketplace.models import Artist, Gallery
from orders.models import Seller
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_artist_gets_a_seller_and_a_page():
    user = UserFactory(name_ar="نورة السديري", name_en="Noura Al-Sudairi")
    grant_role(user=user, role=Role.ARTIST, by=None)
    seller = Seller.objects.get(memberships__user=user)
    artist = Artist.objects.get(seller=seller)
    assert (seller.kind, seller.name_ar, artist.name_ar, artist.slug) == (
        "artist",
        "نورة السديري",
        "نورة السديري",
        "noura-al-sudairi",
    )
    assert artist.name_key == ["NR", "SDR"]
    assert not artist.is_verified


def test_a_gallery_takes_the_name_of_its_studio():
    user = UserFactory()
    grant_role(user=user, role=Role.GALLERY, by=None, studio={"name_ar": "حافظ", "name_en": "Hafez"})
    gallery = Gallery.objects.get(seller__memberships__user=user)
    assert (gallery.name_ar, gallery.name_en, gallery.slug) == ("حافظ", "Hafez", "hafez")


def test_a_second_grant_makes_no_second_page():
    user = UserFactory()
    grant_role(user=user, role=Role.ARTIST, by=None)
    grant_role(user=user, role=Role.ARTIST, by=None)
    assert (Seller.objects.count(), Artist.objects.count()) == (1, 1)


def test_a_collector_gets_neither():
    grant_role(user=UserFactory(), role=Role.COLLECTOR, by=None)
    assert (Seller.objects.count(), Artist.objects.count(), Gallery.objects.count()) == (0, 0, 0)
