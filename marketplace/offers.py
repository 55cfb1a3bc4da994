"""Where else a work is on offer: rooms above the catalogue (the auctions) say so here, in bulk.

A source takes the ids of the works on a page and answers for those it offers, in one query, so that a list
stays constant in queries. It is registered once, from the `ready()` of its app.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """`label` is a short tag ("In auction now"), `action` what the link does ("Go to the lot")."""

    url: str
    label: str
    action: str
    live: bool = False


Source = Callable[[Collection[int]], Mapping[int, Offer]]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def offers_of(artwork_ids: Collection[int]) -> dict[int, Offer]:
    """The other offers of these works; the first source that knows a work wins."""
    found: dict[int, Offer] = {}
    if artwork_ids:
        for source in reversed(_sources):
            found.update(source(artwork_ids))
    return found
