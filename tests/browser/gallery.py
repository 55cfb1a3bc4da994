"""A small hanging for the browser: a verified gallery, its owner, works with pictures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from core.money import Money
from marketplace import services
from marketplace.models import Artwork
from tests.factories.accounts import UserFactory
from tests.factories.imaging import ImageFactory
from tests.factories.orders import SellerFactory

PIXELS = 320  # small enough that the renditions cost a test little
WORKS: tuple[dict[str, Any], ...] = (
    {
        "title_ar": "صحن الضوء",
        "title_en": "Courtyard of Light",
        "height_cm": 140,
        "width_cm": 305,
        "price": 185_000,
    },
    {
        "title_ar": "نون",
        "title_en": "Noon",
        "height_cm": 156,
        "width_cm": 120,
        "price": 68_000,
        "category": "paper",
    },
    {"title_ar": "الخليج", "title_en": "The Gulf", "height_cm": 102, "width_cm": 150, "price": 6_100},
    {
        "title_ar": "حراشف",
        "title_en": "Scales",
        "height_cm": 60,
        "width_cm": 80,
        "price": 7_200,
        "year": 2019,
    },
    {"title_ar": "خيام", "title_en": "Tents", "height_cm": 90, "width_cm": 60, "price": None},
)


def hang_gallery() -> tuple[User, list[Artwork]]:
    """The owner and the works, newest last; the last one is a draft."""
    owner = UserFactory(email="owner@example.com")
    seller = SellerFactory(
        owner=owner, slug="hafez", name_ar="صالة حافظ", name_en="Gallery Hafez", verified_at=timezone.now()
    )
    gallery = services.create_gallery(
        by=None,
        seller=seller,
        name_ar="صالة حافظ",
        name_en="Gallery Hafez",
        about_ar="في جدة.",
        about_en="In Jeddah.",
    )
    artist = services.create_artist(
        by=None,
        name_ar="نورة السديري",
        name_en="Noura Al-Sudairi",
        bio_ar="ترسم الضوء.",
        bio_en="She paints light.",
    )
    services.represent_artist(by=None, gallery=gallery, artist=artist, since=date(2020, 1, 1))
    works = [_hung(seller, artist, number, dict(fields)) for number, fields in enumerate(WORKS)]
    for work in works[:-1]:
        services.publish_artwork(artwork=work, by=None)
    return owner, works


def _hung(seller: Any, artist: Any, number: int, fields: dict[str, Any]) -> Artwork:
    price = fields.pop("price")
    given: dict[str, Any] = {
        "category": "painting",
        "year": 2024,
        "medium_ar": "ألوان زيتية على قماش",
        "medium_en": "Oil on canvas",
        "antiquity": "no",
        "description_ar": "عمل من مجموعة الصالة.",
        "description_en": "A work of the gallery.",
        "provenance_ar": "شتاء 2025: أُنجز في المرسم. الرياض",
        "provenance_en": "Winter 2025: Completed in the studio. Riyadh",
        "subjects": ["ضوء"],
    } | fields
    given |= {name: Decimal(given[name]) for name in ("height_cm", "width_cm")}
    work = services.create_artwork(
        seller=seller, by=None, artist=artist, price=Money(price * 100, "SAR") if price else None, **given
    )
    image = ImageFactory(
        width=600, height=round(600 * float(given["height_cm"]) / float(given["width_cm"])), seed=number
    )
    services.add_image(
        artwork=work, image=image, by=None, alt_ar=fields["title_ar"], alt_en=fields["title_en"]
    )
    return work


def sign_in(page: Page, user: User, house: str) -> None:
    """A session as the login page would have opened it."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])
