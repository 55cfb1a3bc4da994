"""What a visitor asks of the calendar: which month, which kind, where, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet

from workshops.agenda.month import Month
from workshops.enums import EventKind, Place, TeachingLanguage
from workshops.models import Session

KINDS: Final = frozenset(EventKind.values)
PLACES: Final = frozenset(Place.values)
LANGUAGES: Final = frozenset(TeachingLanguage.values)
LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty: no such condition. What an address says that we do not know is left out."""

    month: Month
    kind: str = ""
    city: str = ""
    place: str = ""
    language: str = ""

    @classmethod
    def parse(cls, given: Mapping[str, str], *, today: Month) -> Asked:
        return cls(
            month=Month.parse(given.get("month", "")) or today,
            kind=_known(given.get("kind", ""), KINDS),
            city=given.get("city", "").strip()[:LONGEST],
            place=_known(given.get("place", ""), PLACES),
            language=_known(given.get("language", ""), LANGUAGES),
        )

    @property
    def conditions(self) -> dict[str, str]:
        found = {"kind": self.kind, "city": self.city, "place": self.place, "language": self.language}
        return {name: value for name, value in found.items() if value}

    def url(self, *, month: Month | None = None, today: Month | None = None) -> str:
        """The query of an address; the month of today needs no name."""
        wanted = month or self.month
        named = {} if wanted == today else {"month": str(wanted)}
        return f"?{urlencode({**named, **self.conditions})}"

    def cleared(self) -> Asked:
        return replace(self, kind="", city="", place="", language="")


def narrow(sessions: QuerySet[Session], asked: Asked) -> QuerySet[Session]:
    """A language finds also what is held in both."""
    wanted: dict[str, Any] = {}
    if asked.kind:
        wanted["run__event__kind"] = asked.kind
    if asked.city:
        wanted["run__event__venue__city__slug"] = asked.city
    if asked.place:
        wanted["run__event__place"] = asked.place
    if asked.language:
        wanted["run__event__teaching_language__in"] = [asked.language, TeachingLanguage.BOTH.value]
    return sessions.filter(**wanted)


def _known(text: str, values: frozenset[str]) -> str:
    return text if text in values else ""
