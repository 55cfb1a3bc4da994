"""Sales and their lots as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auctions import queries
from auctions.engine.lot import iso
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from auctions.views import texts
from auctions.views.room import money_config, remaining
from core.money import EXPONENTS
from marketplace.models import Artwork
from marketplace.shown import for_cards, hung

SECONDS_A_MINUTE = 60
AVAILABILITY = "https://schema.org/"


def with_covers(lots: Iterable[Lot]) -> list[Lot]:
    """The lots, each with its work as the catalogue shows it (`cover`, `cover_alt`); two queries for all."""
    rows = list(lots)
    works = for_cards(Artwork.objects.filter(pk__in=[lot.artwork_id for lot in rows]).select_related("city"))
    shown = {work.pk: work for work in hung(works)}
    for lot in rows:
        lot.artwork = shown[lot.artwork_id]
    return rows


def shown_next(lot: Lot) -> Lot | None:
    following = queries.next_lot(lot)
    return with_covers([following])[0] if following else None


def dressed(lots: Iterable[Lot], now: datetime) -> list[Lot]:
    """Lots with their covers, clock, price and the price's name."""
    rows = with_covers(lots)
    for lot in rows:
        _dress(lot, now)
    return rows


def _dress(lot: Any, now: datetime) -> None:
    state, words = queries.public_state(lot), texts.labels()
    bare = lot.price_minor is None
    lot.work = lot.artwork
    lot.shown_minor = lot.opening_minor if bare else lot.price_minor
    lot.ask_minor = state["ask"]
    lot.closed = state["closed"]
    lot.price_label = words.get(lot.status) or words["opening" if bare else "current"]
    running = lot.status == LotStatus.OPEN
    lot.timer = remaining(lot.ends_at, now) if running else lot.get_status_display()


def live_context(sale: Sale, now: datetime, limit: int = 4) -> dict[str, Any] | None:
    """The home page's live block: the lots that close first; None when nothing is open."""
    lots = queries.with_details(Lot.objects.filter(sale=sale, status=LotStatus.OPEN)).order_by("ends_at")
    rows = dressed(lots[:limit], now)
    if not rows:
        return None
    return {"sale": sale, "first": rows[0], "rest": rows[1:], "config": script_config(sale, now)}


def script_config(sale: Sale, now: datetime) -> dict[str, Any]:
    """For static/js/sale.mjs."""
    return {
        **money_config(sale.currency),
        "socket": f"/ws/auctions/{sale.slug}/",
        "sale": sale.slug,
        "server_time": iso(now),
        "texts": {**texts.labels(), **texts.timers()},
    }


def sale_context(sale: Sale, now: datetime) -> dict[str, Any]:
    lots = queries.with_details(sale.lots.exclude(status=LotStatus.DRAFT)).order_by("number")
    rows = dressed(lots, now)
    return {
        "sale": sale,
        "is_over": sale.status is SaleState.CLOSED,
        "lots": rows,
        "works": [lot.artwork for lot in rows],
        "interval_text": interval_text(sale.interval_seconds),
        "fee_text": fee_text(sale),
        "sale_config": script_config(sale, now),
        "structured_data": sale_structured_data(sale),
    }


def interval_text(seconds: int) -> str:
    if seconds % SECONDS_A_MINUTE:
        return ngettext("one lot every %(n)s second", "one lot every %(n)s seconds", seconds) % {"n": seconds}
    minutes = seconds // SECONDS_A_MINUTE
    return ngettext("one lot every %(n)s minute", "one lot every %(n)s minutes", minutes) % {"n": minutes}


def fee_text(sale: Sale) -> str:
    """The lowest band's rate stands for the schedule; the link tells the rest."""
    policy = sale.fee_policy
    rates = {"premium": f"{policy.premium_tiers[0][1] / 100:g}", "vat": f"{policy.vat_bps / 100:g}"}
    return _("From %(premium)s%% premium, %(vat)s%% VAT") % rates


def sale_structured_data(sale: Sale) -> dict[str, Any]:
    """schema.org/SaleEvent, for search engines."""
    return {
        "@context": "https://schema.org",
        "@type": "SaleEvent",
        "name": sale.title,
        "description": sale.text,
        "startDate": sale.starts_at.isoformat(),
        "endDate": sale.first_close_at.isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": settings.SITE_URL + sale.get_absolute_url()},
    }


def lot_structured_data(lot: Lot, request: HttpRequest) -> dict[str, Any]:
    """schema.org/VisualArtwork with the lot as its offer."""
    work, minor = lot.artwork, lot.price_minor or lot.opening_minor
    stock = "InStock" if lot.status == LotStatus.OPEN else "SoldOut"
    return {
        "@context": "https://schema.org",
        "@type": "VisualArtwork",
        "name": work.title,
        "creator": {"@type": "Person", "name": work.artist.name} if work.artist else None,
        "artMedium": work.medium,
        "offers": {
            "@type": "Offer",
            "price": str(minor / 10 ** EXPONENTS[lot.sale.currency]),
            "priceCurrency": lot.sale.currency,
            "availability": AVAILABILITY + stock,
            "availabilityEnds": lot.ends_at.isoformat() if lot.ends_at else None,
            "url": settings.SITE_URL + request.path,
        },
    }
