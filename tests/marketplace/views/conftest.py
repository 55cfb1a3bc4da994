"""Works, artists and galleries as the pages need them, hung through the services."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.money import Money
from marketplace import services
from marketplace.models import Artist, Artwork
from orders.models import Seller
from tests.factories.accounts import UserFactory
from tests.factories.imaging import ImageFactory
from tests.factories.orders import SellerFactory

_numbers = itertools.count(1)
Hang = Callable[..., Artwork]


@pytest.fixture(autouse=True)
def _rooms(settings: Any, tmp_path: Path) -> None:
    """Pictures and sheets of a test lie in its own directory."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory(email="owner@example.com")


@pytest.fixture
def outsider(db: None) -> User:
    return UserFactory(email="outsider@example.com")


@pytest.fixture
def seller(owner: User) -> Seller:
    return SellerFactory(
        owner=owner, name_ar="صالة حافظ", name_en="Gallery Hafez", slug="hafez", verified_at=timezone.now()
    )


@pytest.fixture
def artist(db: None) -> Artist:
    return services.create_artist(by=None, name_ar="نورة السديري", name_en="Noura Al-Sudairi")


@pytest.fixture
def hang(seller: Seller, artist: Artist) -> Hang:
    """`hang(title_en="Noon")`: a published work; `published=False` leaves a draft, `picture=True` adds one."""

    def hung(*, published: bool = True, picture: bool = False, **fields: Any) -> Artwork:
        number = next(_numbers)
        given = {
            "artist": artist,
            "title_ar": f"عمل {number}",
            "title_en": f"Work {number}",
            "year": 2024,
            "category": "painting",
            "medium_ar": "ألوان زيتية على قماش",
            "medium_en": "Oil on canvas",
            "height_cm": Decimal(120),
            "width_cm": Decimal(100),
            "price": Money(6_800_000, "SAR"),
            "antiquity": "no",
        } | fields
        work = services.create_artwork(seller=given.pop("seller", seller), by=None, **given)
        if picture:
            services.add_image(artwork=work, image=ImageFactory(), by=None)
        return services.publish_artwork(artwork=work, by=None) if published else work

    return hung
