from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.money import Money
from marketplace.models import Artwork, GalleryArtist
from tests.factories.marketplace import ArtistFactory, ArtworkFactory, GalleryFactory

pytestmark = pytest.mark.django_db


def test_the_address_is_readable_in_latin_letters(english):
    work = ArtworkFactory(title_ar="صحن الضوء", title_en="Courtyard of Light")
    assert work.get_absolute_url() == f"/en/works/{work.pk}-courtyard-of-light/"


def test_an_arabic_title_gives_a_latin_tail(arabic):
    work = ArtworkFactory(title_ar="نون", title_en="")
    tail = work.get_absolute_url().removeprefix(f"/ar/works/{work.pk}-").rstrip("/")
    assert tail == work.slug
    assert tail.isascii()


def test_a_title_without_letters_still_has_an_address():
    assert Artwork(title_en="!!!", title_ar="").slug == "work"


def test_titles_fall_back_to_the_other_language(arabic):
    assert str(ArtworkFactory(title_ar="", title_en="Blank")) == "Blank"


def test_inches_are_computed():
    work = ArtworkFactory(height_cm=Decimal(140), width_cm=Decimal(305))
    assert work.sides_inch == [Decimal("55.1"), Decimal("120.1")]


def test_no_price_is_on_request():
    assert ArtworkFactory(price_minor=None).price is None
    assert ArtworkFactory(price_minor=1_500, currency="KWD").price == Money(1_500, "KWD")


def test_representation_covers_its_days():
    row = GalleryArtist(
        gallery=GalleryFactory(), artist=ArtistFactory(), since=date(2020, 1, 1), until=date(2021, 1, 1)
    )
    assert [row.covers(date(year, 1, 1)) for year in (2019, 2020, 2021, 2022)] == [False, True, True, False]
