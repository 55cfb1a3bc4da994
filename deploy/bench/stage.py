"""What the measurements need in the database: a seller with a full store, and one lot open for bids."""

from __future__ import annotations

import csv
import os
import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from accounts.models import User
from auctions import engine, services
from auctions.models import Lot, Sale
from core import clock
from marketplace.enums import Category, PublicationState
from marketplace.imports.run import Options, run_import
from marketplace.models import Artist, Artwork
from orders.enums import SellerKind
from orders.models import Seller

ROWS = 60_000
STEP = 100_00
WORDS = (  # noqa: SIM905 - read more easily than as a list
    "dune palm harbour souk courtyard garden falcon lantern window market mosaic shore desert well horse "
    "pearl caravan mirror night morning blue amber indigo silence river gate wall letter field stone"
).split()
ARABIC = (  # noqa: SIM905 - the same
    "الكثبان النخيل الميناء السوق الفناء الحديقة الصقر الفانوس النافذة الفسيفساء الشاطئ الصحراء البئر الحصان "
    "اللؤلؤ القافلة المرآة الليل الصباح الأزرق العنبر النيلي السكون النهر البوابة الجدار الرسالة الحقل الحجر"
).split()
MEDIA = ("Oil on canvas", "Watercolour on paper", "Acrylic on canvas", "Gelatin silver print", "Bronze")
HEADERS = [
    "inventory_number",
    "title_ar",
    "title_en",
    "artist",
    "year",
    "medium",
    "category",
    "height",
    "width",
]
HEADERS += ["price", "currency", "subjects", "description_en", "description_ar", "provenance_en", "city"]
CATEGORIES = {
    "Oil": "painting",
    "Wat": "painting",
    "Acr": "painting",
    "Gel": "photography",
    "Bro": "sculpture",
}


def seller() -> Seller:
    return Seller.objects.get_or_create(
        slug="bench",
        defaults={"kind": SellerKind.GALLERY, "name_ar": "صالة", "name_en": "Gallery", "country": "SA"},
    )[0]


def sheet(path: Path, rows: int) -> Path:
    """A sheet of works that look like a gallery's, the same ones in every run."""
    chance = random.Random(1448)  # noqa: S311 - the same sheet each time, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(rows):
            writer.writerow(_work(number, chance))
    return path


def _work(number: int, chance: random.Random) -> list[str]:
    english, arabic = chance.choices(WORDS, k=12), chance.choices(ARABIC, k=12)
    medium = chance.choice(MEDIA)
    cells = [f"B-{number:06}", " ".join(arabic[:3]), " ".join(english[:3]).title()]
    cells += [f"Artist {chance.randrange(2_000)}", str(chance.randrange(1950, 2026)), medium]
    cells += [CATEGORIES[medium[:3]], str(chance.randrange(20, 200)), str(chance.randrange(20, 200))]
    cells += [str(chance.randrange(10, 900) * 100), "SAR", "|".join(english[9:11])]
    return [*cells, " ".join(english), " ".join(arabic), "Studio of the artist, Riyadh.", "Riyadh"]


def full_store() -> int:
    """How many works there are on show; a store's worth is taken in first where there is none."""
    if Artwork.objects.count() < ROWS:
        path = sheet(Path(os.environ["BENCH_DIRECTORY"]) / "works.csv", ROWS)
        run_import(path, seller=seller(), actor=None, options=Options(state=PublicationState.PUBLISHED))
        refresh()
    return Artwork.objects.filter(state=PublicationState.PUBLISHED).count()


def refresh() -> None:
    """Fresh statistics and a visibility map, as autovacuum leaves them behind on any other day."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Room:
    """A lot open for a day, with people who may bid on it."""

    sale: Sale
    lot: Lot
    bidders: list[User]


def room(name: str, people: int = 8) -> Room:
    """A sale of one lot, opened through the services, in steps of 100."""
    director = User.objects.get_or_create(email="director@bench.example", defaults={"is_staff": True})[0]
    bidders = [User.objects.get_or_create(email=f"bidder{n}@bench.example")[0] for n in range(people)]
    now = clock.now()
    sale = services.create_sale(
        by=director, title_ar="مزاد", title_en=name, terms_ar="المزايدة ملزمة.", terms_en="Bids are binding.",
        starts_at=now + timedelta(minutes=1), first_close_at=now + timedelta(days=1),
    )  # fmt: skip
    sale.increments = engine.Grid("bench", ((0, STEP),)).as_json()
    sale.save(update_fields=["increments"])
    services.create_lot(sale=sale, artwork=_artwork(name), by=director, opening_minor=STEP)
    services.publish_sale(sale=sale, by=director)
    services.open_sale(sale=sale, by=director)
    return Room(sale, sale.lots.get(), bidders)


def _artwork(name: str) -> Artwork:
    artist = Artist.objects.get_or_create(slug="bench", defaults={"name_ar": "فنان", "name_en": "Artist"})[0]
    return Artwork.objects.create(
        seller=seller(), artist=artist, title_ar="عمل", title_en=name, category=Category.PAINTING,
        state=PublicationState.PUBLISHED, published_at=clock.now(), inventory_number=f"R-{name}",
    )  # fmt: skip
