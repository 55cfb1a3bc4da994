"""Artists, galleries and works for tests; `published_work()` goes the way of a real one."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import factory

from marketplace import services
from marketplace.enums import Antiquity, Category, PublicationState
from marketplace.imports.names import name_keys
from marketplace.models import Artist, Artwork, City, Collection, Gallery, Tag
from tests.factories.orders import SellerFactory

SHOWN_ON = datetime(2026, 1, 1, tzinfo=UTC)


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = City

    name_ar = factory.Sequence(lambda n: f"مدينة {n}")
    name_en = factory.Sequence(lambda n: f"City {n}")
    slug = factory.Sequence(lambda n: f"city-{n}")


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    kind = "subject"
    key = factory.Sequence(lambda n: f"subject {n}")
    name_en = factory.SelfAttribute("key")


class ArtistFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Artist

    name_ar = factory.Sequence(lambda n: f"فنان {n}")
    name_en = factory.Sequence(lambda n: f"Artist {n}")
    slug = factory.Sequence(lambda n: f"artist-{n}")
    name_key = factory.LazyAttribute(lambda it: name_keys(it.name_ar, it.name_en))


class GalleryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gallery

    name_ar = factory.Sequence(lambda n: f"صالة عرض {n}")
    name_en = factory.Sequence(lambda n: f"Gallery {n}")
    slug = factory.Sequence(lambda n: f"gallery-page-{n}")
    seller = factory.SubFactory(SellerFactory)


class ArtworkFactory(factory.django.DjangoModelFactory):
    """A draft at 1,850.00 riyals; `published=True` shows it."""

    class Meta:
        model = Artwork

    class Params:
        published = factory.Trait(state=PublicationState.PUBLISHED, published_at=SHOWN_ON)

    seller = factory.SubFactory(SellerFactory)
    artist = factory.SubFactory(ArtistFactory)
    title_ar = factory.Sequence(lambda n: f"عمل {n}")
    title_en = factory.Sequence(lambda n: f"Work {n}")
    inventory_number = factory.Sequence(lambda n: f"W-{n}")
    category = Category.PAINTING
    medium_en = "Oil on canvas"
    medium_group = "oil"
    height_cm = Decimal(120)
    width_cm = Decimal(90)
    year = 2024
    antiquity = Antiquity.NO
    price_minor = 185_000


class CollectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Collection

    title_ar = factory.Sequence(lambda n: f"مجموعة {n}")
    title_en = factory.Sequence(lambda n: f"Collection {n}")
    slug = factory.Sequence(lambda n: f"collection-{n}")


def published_work(**given: Any) -> Artwork:
    """Through the services, as a seller would: added, then published."""
    seller = given.pop("seller", None) or SellerFactory()
    values: dict[str, Any] = {
        "title_ar": "صحن الضوء",
        "title_en": "Courtyard of Light",
        "category": Category.PAINTING,
        "price": "1,850",
        **given,
    }
    artwork = services.create_artwork(seller=seller, by=None, **values)
    return services.publish_artwork(artwork=artwork, by=None)
