"""The works that a query finds, in its order, with their number, their facets, and what the page says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from marketplace import queries
from marketplace.models import Artist, Artwork, City
from marketplace.search.browse import BrowseQuery, Sort
from marketplace.search.conditions import facet_conditions, plain_conditions
from marketplace.search.facets import Facets, facets_of
from marketplace.search.words import Finding, find
from orders.models import Seller

# Ranking reads every entry found; where a word finds a sixth of the house, it says nothing and costs much.
RANKED_AT_MOST: Final = 10_000
WEIGHTS: Final = [0.05, 0.2, 0.4, 1.0]  # D, C, B, A
ORDERINGS: Final[dict[Sort, list[Any]]] = {
    Sort.NEWEST: [F("published_at").desc(), F("pk").desc()],
    Sort.PRICE_UP: [F("price_rank").asc(nulls_last=True), F("pk").desc()],
    Sort.PRICE_DOWN: [F("price_rank").desc(nulls_last=True), F("pk").desc()],
    Sort.LARGEST: [F("area").desc(nulls_last=True), F("pk").desc()],
}

Dressing = Callable[[QuerySet[Artwork]], QuerySet[Artwork]]


class Works:
    """A sequence for core.pages.paginate: its count is that of the facets, its slices come in two steps.

    First the numbers of the works on the page, from narrow indexes, also far down; then these few rows whole.
    """

    ordered = True

    def __init__(self, found: QuerySet[Artwork], count: Callable[[], int], dress: Dressing) -> None:
        self._found = found
        self._count = count
        self._dress = dress

    def count(self) -> int:
        return self._count()

    def __len__(self) -> int:
        return self._count()

    def __getitem__(self, part: slice) -> list[Artwork]:
        numbers = list(self._found.values_list("pk", flat=True)[part])
        rows = {work.pk: work for work in self._dress(Artwork.objects.filter(pk__in=numbers))}
        return [rows[number] for number in numbers if number in rows]


@dataclass(frozen=True)
class Browse:
    """One question to the catalogue. Nothing is asked of the database before it is used.

    `works` goes into core.pages.paginate; `facets` counts; `finding.instead` holds the words that stood in for
    mistyped ones.
    """

    query: BrowseQuery
    dress: Dressing = queries.with_card

    @cached_property
    def finding(self) -> Finding:
        return find(self.query.q)

    @cached_property
    def base(self) -> QuerySet[Artwork]:
        """All but the facets' conditions."""
        return queries.published().filter(plain_conditions(self.query, self.finding.query))

    @cached_property
    def found(self) -> QuerySet[Artwork]:
        """Every condition, in the order of the query; total, so that no work shows on two pages."""
        found = self.base
        for condition in facet_conditions(self.query).values():
            found = found.filter(condition)
        return self._sorted(found)

    @cached_property
    def facets(self) -> Facets:
        return facets_of(self.base, self.query)

    @cached_property
    def works(self) -> Works:
        return Works(self.found, lambda: self.facets.total, self.dress)

    def _sorted(self, found: QuerySet[Artwork]) -> QuerySet[Artwork]:
        ordering = self.query.ordering
        if ordering is not Sort.RELEVANCE:
            return found.order_by(*ORDERINGS[ordering])
        if self.finding.query is None or self.facets.total > RANKED_AT_MOST:
            return found.order_by(*ORDERINGS[Sort.NEWEST])
        rank = SearchRank(F("search__vector"), self.finding.query, weights=WEIGHTS)
        return found.annotate(rank=rank).order_by(F("rank").desc(), F("pk").desc())


def browse(query: BrowseQuery, *, dress: Dressing = queries.with_card) -> Browse:
    """`dress` adds what the page or the API needs of each work (related rows, prefetches)."""
    return Browse(_named(query), dress)


def _named(query: BrowseQuery) -> BrowseQuery:
    """The names of chosen cities, artists and sellers, for the chips: no query where none is chosen."""
    labels: dict[str, str] = {}
    models: dict[str, Any] = {"city": City, "artist": Artist, "seller": Seller}
    for name, model in models.items():
        if slugs := getattr(query, name):
            labels |= {f"{name}:{row.slug}": str(row.name) for row in model.objects.filter(slug__in=slugs)}
    return replace(query, labels=labels) if labels else query
