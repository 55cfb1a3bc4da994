"""What search engines are told: every public work, artist and gallery, each in both languages.

Sixty thousand works stay in the database: a page of the map reads its own slice only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse

from marketplace.enums import PublicationState
from marketplace.models import Artist, Artwork, Gallery

Pair = tuple[Any, str]


class InEachLanguage(Sequence[Pair]):
    """The rows once for each language, cut by the database."""

    def __init__(self, rows: QuerySet[Any], languages: Sequence[str]) -> None:
        self.rows, self.languages = rows, list(languages)
        self.total = rows.count()

    def __len__(self) -> int:
        return self.total * len(self.languages)

    @overload
    def __getitem__(self, where: int) -> Pair: ...

    @overload
    def __getitem__(self, where: slice) -> list[Pair]: ...

    def __getitem__(self, where: int | slice) -> Pair | list[Pair]:
        if isinstance(where, int):
            return self[where : where + 1][0]
        start, stop, _step = where.indices(len(self))
        pairs: list[Pair] = []
        for number, language in enumerate(self.languages):
            low, high = max(start - number * self.total, 0), min(stop - number * self.total, self.total)
            if low < high:
                pairs += [(row, language) for row in self.rows[low:high]]
        return pairs


class BothLanguages(Sitemap):  # type: ignore[type-arg]
    i18n = True
    alternates = True
    x_default = False
    limit = 2000

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def items(self) -> QuerySet[Any]:
        return self.rows()

    def _items(self) -> Any:
        return InEachLanguage(self.rows(), [code for code, _name in settings.LANGUAGES])


class ArtworkMap(BothLanguages):
    changefreq = "weekly"
    priority = 0.7

    def rows(self) -> QuerySet[Artwork]:
        public = Artwork.objects.filter(state=PublicationState.PUBLISHED)
        return public.only("pk", "title_ar", "title_en", "updated_at").order_by("-published_at", "-id")

    def lastmod(self, work: Artwork) -> datetime:
        return work.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.rows().order_by().aggregate(latest=Max("updated_at"))["latest"]
        return latest


class ArtistMap(BothLanguages):
    changefreq = "weekly"
    priority = 0.6

    def rows(self) -> QuerySet[Artist]:
        shown = Artwork.objects.filter(artist=OuterRef("pk"), state=PublicationState.PUBLISHED)
        return Artist.objects.filter(Exists(shown)).only("pk", "slug").order_by("pk")


class GalleryMap(BothLanguages):
    changefreq = "weekly"
    priority = 0.6

    def rows(self) -> QuerySet[Gallery]:
        return Gallery.objects.only("pk", "slug").order_by("pk")


class SectionMap(Sitemap):  # type: ignore[type-arg]
    """The doors: the list pages."""

    i18n = True
    alternates = True
    priority = 0.9

    def items(self) -> list[str]:
        return ["home", "marketplace:artwork-list", "marketplace:artist-list", "marketplace:gallery-list"]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {"sections": SectionMap, "works": ArtworkMap, "artists": ArtistMap, "galleries": GalleryMap}
