"""What a reader compares: an event of another calendar as texts and times, then and now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workshops.agenda.reading import Found

# In the order in which they are shown. A change in one of these has to be decided.
COMPARED: Final[dict[str, str | Promise]] = {
    "title": _("Title"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "location": _("Place"),
    "url": _("Address"),
    "description": _("Description"),
    "cancelled": _("Called off"),
}
MOMENTS: Final = frozenset({"starts_at", "ends_at"})
NOTES: Final[dict[str, str | Promise]] = {
    "floating": _("The calendar names no time zone; we took yours."),
    "zone_unknown": _("The calendar names a time zone that we do not know; we took yours."),
    "end_missing": _("The calendar names no end; we took one hour."),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison; moments are instants, the rest text."""

    name: str
    label: str | Promise
    before: Any
    after: Any


def facts_of(found: Found) -> dict[str, Any]:
    """As it is kept: JSON."""
    return {
        "title": found.title,
        "starts_at": found.starts_at.isoformat(),
        "ends_at": found.ends_at.isoformat(),
        "location": found.location,
        "url": found.url,
        "description": found.description,
        "cancelled": found.cancelled,
        "time_zone": found.time_zone,
        "all_day": found.all_day,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "notes": list(found.notes),
    }


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in COMPARED)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(name, label, _shown(name, before.get(name)), _shown(name, after.get(name)))
        for name, label in COMPARED.items()
        if before.get(name) != after.get(name)
    ]


def notes_of(facts: Mapping[str, Any]) -> list[str | Promise]:
    return [NOTES[code] for code in facts.get("notes", []) if code in NOTES]


def moment(facts: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(facts[name])


def _shown(name: str, value: Any) -> Any:
    if name in MOMENTS and value:
        return datetime.fromisoformat(value)
    if name == "cancelled":
        return _("Yes") if value else _("No")
    return value or ""
