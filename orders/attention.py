"""What a seller must see to now: each room of the house adds what it knows.

    attention.register("cases", needs, order=40)   # in AppConfig.ready()

`needs(seller, user)` gives Needs, none where nothing waits. It is asked on every view of the money desk: one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Need:
    """`count` things of a kind, what they are in the plural that fits, a word on the nearest, and where to go."""

    count: int
    title: Text
    detail: Text = ""
    url: str = ""
    late: bool = False


Source = Callable[[Seller, "User"], Iterable[Need]]

_sources: dict[str, tuple[int, Source]] = {}


def register(code: str, source: Source, *, order: int = 50) -> None:
    """Registering a code again replaces it."""
    _sources[code] = (order, source)


def unregister(code: str) -> None:
    _sources.pop(code, None)


def needs_of(seller: Seller, user: User) -> list[Need]:
    """Late ones first, then in the rooms' order."""
    sources = (source for _order, source in sorted(_sources.values(), key=lambda entry: entry[0]))
    found = [need for source in sources for need in source(seller, user)]
    return sorted(found, key=lambda need: not need.late)
