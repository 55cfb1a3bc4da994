"""What the profile offers to choose from, named in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.numbers import get_currency_name
from django.utils.translation import get_language

from accounts.validators import CURRENCIES

# The Gulf first, then by distance from it.
ZONES = (
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Kuwait", "Asia/Qatar", "Asia/Bahrain", "Asia/Muscat", "Asia/Aden"),
    *("Asia/Baghdad", "Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Jerusalem", "Africa/Cairo"),
    *("Africa/Khartoum", "Africa/Tripoli", "Africa/Tunis", "Africa/Algiers", "Africa/Casablanca"),
    *("Europe/Istanbul", "Asia/Tehran", "Asia/Karachi", "Asia/Kolkata", "Europe/London", "Europe/Paris"),
    *("Europe/Berlin", "Europe/Rome", "Europe/Madrid", "Europe/Zurich", "Europe/Vienna", "Europe/Amsterdam"),
    *("Europe/Stockholm", "Europe/Moscow", "America/New_York", "America/Toronto", "America/Chicago"),
    *("America/Los_Angeles", "America/Sao_Paulo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi"),
    *("Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Jakarta", "Asia/Hong_Kong", "Asia/Shanghai"),
    *("Asia/Tokyo", "Asia/Seoul", "Australia/Sydney"),
)


def zone_choices(held: str = "") -> list[tuple[str, str]]:
    """The offered zones, and the one that a person has if it is another."""
    zones = ZONES if held in ZONES or not held else (held, *ZONES)
    return [(zone, zone_label(zone)) for zone in zones]


def zone_label(zone: str) -> str:
    """The city and its distance from UTC today: "Riyadh (UTC+3)"."""
    city = get_timezone_location(ZoneInfo(zone), locale=_locale(), return_city=True)
    offset = datetime.now(UTC).astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"{city} (UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''})"


def currency_choices() -> list[tuple[str, str]]:
    return [(code, f"{get_currency_name(code, locale=_locale())} ({code})") for code in CURRENCIES]


def _locale() -> str:
    return (get_language() or "ar")[:2]
