"""A BrowseQuery as conditions on works, each under the name of its facet, so that a facet can leave out its own."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from marketplace.models import ArtworkImage
from marketplace.search.browse import BrowseQuery

HALALAS: Final = 100


def plain_conditions(query: BrowseQuery, words: Any) -> Q:
    """What no facet counts: the words, and whose works or which subjects they are."""
    found = Q()
    if words is not None:
        found &= Q(search__vector=words)
    if query.artist:
        found &= Q(artist__slug__in=query.artist)
    if query.seller:
        found &= Q(seller__slug__in=query.seller)
    if query.subject:
        found &= Q(subjects__overlap=list(query.subject))
    if query.movement:
        found &= Q(movements__overlap=list(query.movement))
    return found


def facet_conditions(query: BrowseQuery) -> dict[str, Q]:
    """One condition for each facet that is in use."""
    columns = {
        "category": ("category", query.category),
        "medium": ("medium_group", query.medium),
        "availability": ("availability", query.availability),
        "size": ("size", query.size),
        "city": ("city__slug", query.city),
    }
    found = {name: Q(**{f"{column}__in": chosen}) for name, (column, chosen) in columns.items() if chosen}
    if query.colour:
        found["colour"] = Q(Exists(of_colours(query.colour)))
    if price := _price(query):
        found["price"] = price
    if year := _year(query):
        found["year"] = year
    return found


def of_colours(colours: tuple[str, ...]) -> Any:
    """The first picture shows one of the colours."""
    return ArtworkImage.objects.filter(
        artwork=OuterRef("pk"), position=0, image__colours__overlap=list(colours)
    )


def _price(query: BrowseQuery) -> Q:
    found = Q()
    if query.price_from is not None:
        found &= Q(price_rank__gte=query.price_from * HALALAS)
    if query.price_to is not None:
        found &= Q(price_rank__lte=query.price_to * HALALAS)
    return found


def _year(query: BrowseQuery) -> Q:
    """A work of 1851 to 1852 is found by either year."""
    found = Q()
    if query.year_to is not None:
        found &= Q(year__lte=query.year_to)
    if query.year_from is not None:
        found &= Q(year__gte=query.year_from) | Q(year_end__gte=query.year_from)
    return found
