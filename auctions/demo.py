"""The demonstration's evening sale: twelve works of the demo market, always about to close.

When all lots of one evening have closed, the next one is announced and opened. Nobody bids in it but visitors,
and the robots of `manage.py rehearse`, which are called robots by name.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from auctions import queries
from auctions.engine import ExtensionPolicy
from auctions.enums import RUNNING_SALES, SaleState
from auctions.models import Sale
from auctions.services import create_lot, create_sale, open_sale, publish_sale
from core import clock
from marketplace.demo import Context, stage
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork

SERIES = "demo-evening"
LOTS = 12
FEWEST = 3
UNTIL_CLOSE = timedelta(minutes=20)
# Two minutes as in the drawing, and a quarter of an hour at most: an evening must end one day.
EXTENSION = ExtensionPolicy(window=120, first=120, first_count=6, then=60, cap=900)

TEXTS: dict[str, Any] = {
    "title_ar": "مزاد المساء",
    "title_en": "Evening sale",
    "text_ar": (
        "مزاد عرض متجدد: تُفتح القطع كلها معًا وتُغلق واحدة بعد أخرى، دقيقة بعد دقيقة، ثم يبدأ مساء جديد. "
        "جرّب المزايدة من متصفحين لترى القاعة حية."
    ),
    "text_en": (
        "A rolling demonstration sale: all lots open together and close one after another, a minute apart; "
        "then a new evening begins. Bid from two browsers and see the room alive."
    ),
    "terms_ar": (
        "المزايدة ملزمة ولا تُسحب. يُضاف إلى سعر المطرقة عمولة المشتري وضريبة القيمة المضافة كما تظهر قبل كل "
        "مزايدة. أي مزايدة في آخر دقيقتين تمدّد الوقت دقيقتين. لا توضع أي مزايدة باسم البائع أو الدار."
    ),
    "terms_en": (
        "A bid is binding and cannot be withdrawn. Buyer's premium and VAT are added to the hammer price, as "
        "shown before each bid. A bid in the last two minutes extends the time by two. No bid is ever placed "
        "for the seller or the house."
    ),
}


@stage("auction")
def build(context: Context) -> None:
    """The first evening, unless one is under way; `auctions.tasks.keep_demo_going` begins the next ones."""
    sale = keep_going(first=True)
    if sale is not None:
        context.say(
            f"Evening sale with {sale.lots.count()} lots, closing from {sale.first_close_at:%H:%M} UTC"
        )


@transaction.atomic
def keep_going(*, first: bool = False, now: datetime | None = None) -> Sale | None:
    """Open a new evening when the series has begun (or this is the first) and none is under way."""
    evenings = Sale.objects.filter(series=SERIES)
    if not first and not evenings.exists():
        return None
    if evenings.filter(state__in=[*RUNNING_SALES, SaleState.SCHEDULED, SaleState.DRAFT]).exists():
        return None
    moment = now or clock.now()
    works = _works(random.Random(evenings.count()))  # noqa: S311 - which works, not who wins
    if len(works) < FEWEST:
        return None
    sale = _announce(moment, works)
    return open_sale(sale=sale, by=None, now=moment)


def _works(chance: random.Random) -> list[Artwork]:
    """Works on sale at a price in riyals; every seller in turn, so that an evening is mixed."""
    free = Artwork.objects.filter(
        state=PublicationState.PUBLISHED,
        availability=Availability.AVAILABLE,
        currency="SAR",
        price_minor__gte=1_000_00,
        images__isnull=False,
    )
    works = list(free.exclude(pk__in=_in_a_sale()).distinct().order_by("pk")[:400])
    chance.shuffle(works)
    return sorted(works[:LOTS], key=lambda work: work.price_minor or 0)


def _in_a_sale() -> Any:
    return queries.alive_lots().values("artwork")


def _announce(moment: datetime, works: list[Artwork]) -> Sale:
    local = timezone.localtime(moment)
    sale = create_sale(
        by=None,
        slug=f"evening-{local:%Y-%m-%d-%H%M}",
        series=SERIES,
        starts_at=moment,
        first_close_at=moment + UNTIL_CLOSE,
        extension=EXTENSION,
        **TEXTS,
    )
    for place, work in enumerate(works):
        _enter(sale, work, with_reserve=bool(place % 2))
    return publish_sale(sale=sale, by=None, now=moment)


def _enter(sale: Sale, work: Artwork, *, with_reserve: bool) -> None:
    """The work's price is the high estimate, and it opens at a third of it."""
    grid = sale.rules.grid
    high = grid.floor(work.price_minor or 0)
    low = grid.floor(high * 7 // 10)
    create_lot(
        sale=sale,
        artwork=work,
        by=None,
        opening_minor=max(grid.floor(high // 3), grid.next(0)),
        reserve_minor=grid.floor(low * 9 // 10) if with_reserve else None,
        estimate_low_minor=low,
        estimate_high_minor=high,
    )
