"""How many works each choice would show: all facets in one round trip, colours in a second.

Works are first counted by every combination of facet values (a narrow index is enough for that), then the few
combinations are summed up for each facet under the conditions of all the others. Without any condition the answer
is the same for everybody and is kept for a minute; so it is for choices from the fixed lists alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.cache import cache
from django.db import connection
from django.db.models import BigIntegerField, Case, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from marketplace.enums import Availability, Category, MediumGroup, SizeClass
from marketplace.imaging.enums import Swatch
from marketplace.models import Artwork, City
from marketplace.search.browse import CHOICES, NUMBERS, SLUGS, TAGS, BrowseQuery
from marketplace.search.conditions import facet_conditions

# Bounds of the bars of the price histogram, in riyals: close to equal steps on a logarithmic scale.
PRICE_EDGES: Final = (
    500, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 50_000, 75_000, 100_000,
    150_000, 200_000, 300_000, 500_000, 750_000, 1_000_000, 2_000_000, 5_000_000,
)  # fmt: skip
PERIODS: Final = (1500, 1600, 1700, 1800, 1850, 1900, 1950, 1980, 2000, 2010, 2020)
KEPT_SECONDS: Final = 60
KEY: Final = "marketplace:facets:3"
LISTED: Final = ("category", "medium", "availability", "size", "city")
COLUMNS: Final = {
    "category": "category",
    "medium": "medium_group",
    "availability": "availability",
    "size": "size",
    "city": "city_id",
}
ORDERED: Final[dict[str, Any]] = {
    "category": Category,
    "medium": MediumGroup,
    "availability": Availability,
    "size": SizeClass,
    "colour": Swatch,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """`url` is the query with this choice made or unmade."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Works from `low` up to below `high` (None: open); `on` when the chosen range touches it."""

    low: int | None
    high: int | None
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """`total` is the number of works found; `on_request` those among them without a price."""

    total: int
    choices: dict[str, list[Choice]]
    prices: list[Bar]
    years: list[Bar]
    on_request: int


Counts = dict[str, dict[str, int]]


def facets_of(works: QuerySet[Artwork], query: BrowseQuery) -> Facets:
    """`works` holds all but the facets' conditions. Two queries, and one for the names of the cities."""
    counts = _cached(works, query) if _is_common(query) else _counted(works, query)
    cities = {str(city.pk): city for city in City.objects.in_bulk(_numbers(counts["city"])).values()}
    choices = {name: _choices(name, counts[name], query) for name in (*LISTED, "colour") if name != "city"}
    choices["city"] = _city_choices(counts["city"], cities, query)
    return Facets(
        total=counts["total"].get("", 0),
        choices=choices,
        prices=_bars(counts["price"], PRICE_EDGES, query.price_from, query.price_to),
        years=_bars(counts["year"], PERIODS, query.year_from, query.year_to),
        on_request=counts["price"].get("", 0),
    )


def _is_common(query: BrowseQuery) -> bool:
    """No condition at all, or choices from the fixed lists only: few different ones, asked by many."""
    return not any(getattr(query, name) for name in ("q", *SLUGS, *TAGS)) and all(
        getattr(query, name) is None for name in NUMBERS
    )


def _cached(works: QuerySet[Artwork], query: BrowseQuery) -> Counts:
    choices = [f"{name}={','.join(sorted(getattr(query, name)))}" for name in CHOICES]
    key = f"{KEY}:{'&'.join(choices)}"
    found: Counts | None = cache.get(key)
    if found is None:
        found = _counted(works, query)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _counted(works: QuerySet[Artwork], query: BrowseQuery) -> Counts:
    conditions = facet_conditions(query)
    counts = _combined(works, conditions)
    counts["colour"] = _colours(works, conditions)
    return counts


class Bucket(Func):
    """The number of the bar that a value falls into; null stays null."""

    function = "width_bucket"
    output_field = IntegerField()

    def __init__(self, column: str, edges: Sequence[int], factor: int = 1) -> None:
        bounds = Value([edge * factor for edge in edges], output_field=ArrayField(BigIntegerField()))
        super().__init__(Cast(column, BigIntegerField()), Cast(bounds, ArrayField(BigIntegerField())))


def _combined(works: QuerySet[Artwork], conditions: dict[str, Q]) -> Counts:
    """One statement: combinations once, then each facet under the conditions of the others."""
    met = {
        f"met_{name}": Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
        for name, condition in conditions.items()
    }
    combinations = (
        works.order_by()
        .annotate(
            f_category=F("category"),
            f_medium=F("medium_group"),
            f_availability=F("availability"),
            f_size=F("size"),
            f_city=F("city_id"),
            f_price=Bucket("price_rank", PRICE_EDGES, 100),
            f_year=Bucket("year", PERIODS),
            **met,
        )
        .values(*(f"f_{name}" for name in (*LISTED, "price", "year")), *met)
        .annotate(works=Count("*"))
    )
    inner, params = combinations.query.sql_with_params()
    parts = [_part(name, conditions) for name in ("total", *LISTED, "price", "year")]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH combined AS MATERIALIZED ({inner}) {' UNION ALL '.join(parts)}", params)
        rows = cursor.fetchall()
    counts: Counts = {name: {} for name in ("total", *LISTED, "price", "year")}
    for name, value, works_found in rows:
        if works_found:
            counts[name][value or ""] = int(works_found)
    return counts


def _part(name: str, conditions: dict[str, Q]) -> str:
    others = " AND ".join(f"met_{other} = 1" for other in conditions if other != name)
    where = f" WHERE {others}" if others else ""
    if name == "total":
        return f"SELECT 'total', '', sum(works)::bigint FROM combined{where}"  # noqa: S608
    return f"SELECT '{name}', f_{name}::text, sum(works)::bigint FROM combined{where} GROUP BY f_{name}"  # noqa: S608


def _colours(works: QuerySet[Artwork], conditions: dict[str, Q]) -> dict[str, int]:
    """Of first pictures only, and of those there are fewer than works."""
    found = works.order_by()
    for name, condition in conditions.items():
        if name != "colour":
            found = found.filter(condition)
    inner, params = found.filter(images__position=0).values("images__image__colours").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT colour, count(*) FROM ({inner}) AS shown(colours), unnest(colours) AS colour GROUP BY colour",  # noqa: S608
            params,
        )
        return dict(cursor.fetchall())


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value]


def _choices(name: str, counts: dict[str, int], query: BrowseQuery) -> list[Choice]:
    """In the order of the enum; what nothing has is left out unless it is chosen."""
    chosen = getattr(query, name)
    return [
        _choice(name, value, query.label(name, value), counts.get(value, 0), query)
        for value in ORDERED[name].values
        if value and (counts.get(value) or value in chosen)
    ]


def _city_choices(counts: dict[str, int], cities: dict[str, City], query: BrowseQuery) -> list[Choice]:
    """The city with most works first; a chosen city without works stays."""
    found = [
        _choice("city", cities[number].slug, str(cities[number].name), count, query)
        for number, count in counts.items()
        if number in cities
    ]
    missing = [slug for slug in query.city if slug not in {choice.value for choice in found}]
    found += [_choice("city", slug, query.label("city", slug), 0, query) for slug in missing]
    return sorted(found, key=lambda choice: (-choice.count, choice.value))


def _choice(name: str, value: str, label: str, count: int, query: BrowseQuery) -> Choice:
    return Choice(value, label, count, query.having(name, value), query.toggled(name, value).url)


def _bars(counts: dict[str, int], edges: Sequence[int], low: int | None, high: int | None) -> list[Bar]:
    """From the first bar with works to the last one."""
    filled = _numbers(counts)
    if not filled:
        return []
    bounds = [None, *edges, None]
    return [
        Bar(bounds[place], bounds[place + 1], counts.get(str(place), 0), _touched(bounds, place, low, high))
        for place in range(min(filled), max(filled) + 1)
    ]


def _touched(bounds: Sequence[int | None], place: int, low: int | None, high: int | None) -> bool:
    start, end = bounds[place], bounds[place + 1]
    above = low is None or end is None or end > low
    below = high is None or start is None or start <= high
    return above and below
