"""The home page: one work, what is live now, what was just hung, artists to meet, the next workshops."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from auctions import queries as auction_queries
from auctions.views.catalogue import live_context
from core import clock
from marketplace.enums import Availability
from marketplace.models import Artwork
from marketplace.shown import PUBLIC, artists_on_show, for_cards, hung, with_covers
from workshops.shown import next_events, propose_url

ON_THE_WALL = 8
ARTISTS = 4
EVENTS = 3  # the fourth place says how to propose one
WIDE = 1.4  # width by height: what fills a desk's first screen


def context() -> dict[str, Any]:
    heroes = _featured()
    sale = auction_queries.running().first()
    return {
        "hero": next((work for work in heroes if _ratio(work) >= WIDE), heroes[0] if heroes else None),
        "tall_hero": next((work for work in heroes if _ratio(work) <= 1), None),
        "live": live_context(sale, clock.now()) if sale else None,
        "new_works": _just_hung(),
        "artists": with_covers(artists_on_show().order_by(F("works_count").desc(), "pk")[:ARTISTS]),
        "events": next_events(EVENTS),
        "propose_url": propose_url(),
    }


def _ratio(work: Artwork) -> float:
    return float(work.cover.ratio) if work.cover else 1.0  # type: ignore[attr-defined]


def _pictured(works: Any) -> Any:
    return works.filter(PUBLIC, images__position=0, images__image__state="ready")


def _featured() -> list[Artwork]:
    works = _pictured(Artwork.objects.filter(featured=True)).select_related("city")
    return [work for work in hung(for_cards(works).order_by("-published_at", "pk")[:8]) if work.cover]  # type: ignore[attr-defined]


def _just_hung() -> list[Artwork]:
    """The newest works that can be bought, with a picture and a size: they hang at one scale."""
    works = _pictured(Artwork.objects.filter(availability=Availability.AVAILABLE, featured=False))
    measured = works.filter(height_cm__isnull=False, width_cm__isnull=False, height_cm__lte=160)
    return hung(for_cards(measured).order_by("-published_at", "-pk")[:ON_THE_WALL])
