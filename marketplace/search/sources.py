"""What else the words of a visitor may find: rooms above the catalogue (the programme of events) say so here.

A source answers with a few suggestions in one query; it is registered once, from the `ready()` of its app. Asked
are they only while somebody types, and on a page of works that has found nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.search.suggestions import Suggestion

Source = Callable[[str, int], "list[Suggestion]"]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def found_elsewhere(text: str, limit: int) -> list[Suggestion]:
    """What the other rooms know by these words, in the order in which they registered; nothing for no words."""
    return [one for source in _sources for one in source(text, limit)] if text.strip() else []
