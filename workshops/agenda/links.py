"""Links that put an occasion into somebody's calendar on the web. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

from workshops.agenda.ics import Occasion

GOOGLE: Final = "https://calendar.google.com/calendar/render"
OUTLOOK: Final = "https://outlook.live.com/calendar/0/deeplink/compose"
LONGEST: Final = 900  # characters of text in an address


def google(occasion: Occasion) -> str:
    when = f"{_compact(occasion.starts_at)}/{_compact(occasion.ends_at)}"
    asked = {
        "action": "TEMPLATE",
        "text": occasion.title,
        "dates": when,
        "ctz": occasion.time_zone,
        "details": _details(occasion),
        "location": occasion.location,
    }
    return f"{GOOGLE}?{urlencode({key: value for key, value in asked.items() if value})}"


def outlook(occasion: Occasion) -> str:
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": occasion.title,
        "startdt": _iso(occasion.starts_at),
        "enddt": _iso(occasion.ends_at),
        "body": _details(occasion),
        "location": occasion.location,
    }
    return f"{OUTLOOK}?{urlencode({key: value for key, value in asked.items() if value})}"


def _details(occasion: Occasion) -> str:
    """The address of the page always fits."""
    return f"{occasion.description[:LONGEST]}\n\n{occasion.url}".strip()


def _compact(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
