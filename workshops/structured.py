"""What an event is in the words of schema.org, for search engines: one Event for each run."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language

from core.money import Money
from marketplace.imaging import serving
from marketplace.views.structured import SCHEMA, absolute, trail
from marketplace.views.words import other_text, shortened
from workshops.enums import EventKind, EventState, RunState, TeachingLanguage
from workshops.models import Event, Run, TicketType, Venue

MOST_RUNS: Final = 20
TYPES: Final = {
    EventKind.WORKSHOP: "EducationEvent",
    EventKind.OPENING: "ExhibitionEvent",
    EventKind.SCREENING: "ScreeningEvent",
}
LANGUAGES: Final = {TeachingLanguage.ARABIC: ["ar"], TeachingLanguage.ENGLISH: ["en"]}


def structured_event(
    event: Event, runs: list[Run], crumbs: list[dict[str, str]], now: datetime
) -> dict[str, Any]:
    """The runs that are not over (all of them when every one is), and the way to the page. Wants the event's
    ticket types and the runs' allotments fetched."""
    ahead = [run for run in runs if not run.is_over(now)] or runs
    found = [_event(event, run, now) for run in ahead[:MOST_RUNS]]
    return {"@context": SCHEMA, "@graph": [*found, trail(crumbs)]}


def _event(event: Event, run: Run, now: datetime) -> dict[str, Any]:
    url = absolute(event.get_absolute_url())
    cover = event.cover
    found: dict[str, Any] = {
        "@type": TYPES.get(EventKind(event.kind), "Event"),
        "@id": f"{url}#run-{run.number}",
        "url": url,
        "name": str(event.title),
        "alternateName": other_text(event, "title"),
        "description": shortened(event.summary or event.description or ""),
        "inLanguage": LANGUAGES.get(TeachingLanguage(event.teaching_language), ["ar", "en"]),
        "image": absolute(serving.shared(cover)) if cover and cover.is_ready else "",
        "startDate": run.local_start.isoformat(),
        "endDate": run.local_end.isoformat(),
        "eventStatus": f"{SCHEMA}/{_status(event, run)}",
        "eventAttendanceMode": f"{SCHEMA}/{'Online' if event.is_online else 'Offline'}EventAttendanceMode",
        "location": _location(event, url),
        "organizer": {"@type": "Organization", "name": str(event.seller.name)},
        "performer": _performer(event),
        "isAccessibleForFree": event.is_free,
        "maximumAttendeeCapacity": run.capacity if event.registers_here else None,
        "offers": _offers(event, run, url, now),
    }
    return {name: value for name, value in found.items() if value not in ("", None, [])}


def _status(event: Event, run: Run) -> str:
    if event.state == EventState.CANCELLED or run.state == RunState.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if run.moved_at else "EventScheduled"


def _performer(event: Event) -> dict[str, str] | None:
    if event.artist is None:
        return None
    url = absolute(event.artist.get_absolute_url())
    return {"@type": "Person", "name": str(event.artist.name), "url": url}


def _location(event: Event, url: str) -> dict[str, Any] | None:
    """Online events name their page: the link to join is for registered people only."""
    if event.is_online:
        return {"@type": "VirtualLocation", "url": url}
    return _place(event.venue) if event.venue else None


def _place(venue: Venue) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Place", "name": str(venue.name), "address": _address(venue)}
    if venue.latitude is not None and venue.longitude is not None:
        point = {"latitude": float(venue.latitude), "longitude": float(venue.longitude)}
        found["geo"] = {"@type": "GeoCoordinates", **point}
    return {name: value for name, value in found.items() if value}


def _address(venue: Venue) -> dict[str, str]:
    address = venue.postal_address
    if not address:
        return {}
    language = get_language()
    found = {
        "streetAddress": " ".join(part for part in (address.building, address.line1) if part),
        "addressLocality": address.city,
        "addressRegion": address.region_in(language),
        "postalCode": address.postcode,
        "addressCountry": address.country,
    }
    return {"@type": "PostalAddress"} | {name: value for name, value in found.items() if value}


def _offers(event: Event, run: Run, url: str, now: datetime) -> list[dict[str, Any]]:
    """None for what is registered for elsewhere."""
    if not event.registers_here:
        return []
    if event.is_free:
        return [_offer(url, "", Money.zero(event.currency), in_stock=run.accepts(now) and not run.is_full)]
    allotted = {row.ticket_type_id: row for row in run.allotments.all()}
    found = []
    for kind in event.ticket_types.all():
        if not kind.active or (kind.sale_until and kind.sale_until <= now):
            continue
        row = allotted.get(kind.pk)
        full = run.is_full or (row is not None and row.limit is not None and row.taken >= row.limit)
        price = Money(kind.price_minor + event.materials_fee_minor, event.currency)
        found.append(
            _offer(url, str(kind.name), price, in_stock=run.accepts(now) and not full) | _dates(kind)
        )
    return found


def _offer(url: str, name: str, price: Money, *, in_stock: bool) -> dict[str, Any]:
    found = {
        "@type": "Offer",
        "name": name,
        "url": url,
        "price": price.plain,
        "priceCurrency": price.currency,
        "availability": f"{SCHEMA}/{'InStock' if in_stock else 'SoldOut'}",
    }
    return {key: value for key, value in found.items() if value}


def _dates(kind: TicketType) -> dict[str, str]:
    found = {"validFrom": kind.sale_from, "validThrough": kind.sale_until}
    return {name: moment.isoformat() for name, moment in found.items() if moment}
