"""What search engines are told of the programme: the two lists, and every public event, in both languages."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from marketplace.sitemaps import SITEMAPS, BothLanguages
from workshops import shown
from workshops.models import Event


class EventMap(BothLanguages):
    changefreq = "daily"
    priority = 0.6

    def rows(self) -> QuerySet[Event]:
        return shown.public().only("pk", "slug", "updated_at").order_by("-pk")

    def lastmod(self, event: Event) -> datetime:
        return event.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = shown.public().aggregate(latest=Max("updated_at"))["latest"]
        return latest


class ProgrammeMap(Sitemap):  # type: ignore[type-arg]
    """The doors."""

    i18n = True
    alternates = True
    priority = 0.9

    def items(self) -> list[str]:
        return ["workshops:workshop-list", "workshops:event-list"]

    def location(self, item: str) -> str:
        return reverse(item)


def register() -> None:
    """Once, from the `ready()` of the app."""
    SITEMAPS.update({"programme": ProgrammeMap, "events": EventMap})
