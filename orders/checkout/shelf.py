"""What can be bought at a fixed price: told by the apps above, which know works.

    shelf.register("artwork", look=..., lock=..., claim=..., free=...)   # in AppConfig.ready()

`look(ids)` reads, `lock(ids)` locks the rows in the order of their keys and reads them again; both answer
{id: ShelfItem} in a constant number of queries and leave out what nobody may see. `claim(id, order)` takes the
thing for an order, `free(id, order)` lets go of it; both may safely come twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language

from core.money import Money

if TYPE_CHECKING:
    from orders.models import Order, Seller
    from orders.sources import SourceCard


LONGEST = 18  # digits of a key that the database can hold


@dataclass(frozen=True, slots=True)
class Parcel:
    """What has to be carried, as far as it is known: centimetres and kilograms."""

    height_cm: Decimal | None = None
    width_cm: Decimal | None = None
    depth_cm: Decimal | None = None
    weight_kg: Decimal | None = None
    framed: bool = False


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """`price` is with VAT, None on request; `reason` says in whole words why a thing cannot be had."""

    source: str
    seller: Seller
    title_ar: str
    title_en: str
    price: Money | None
    available: bool
    reason: str | Promise = ""
    url: str = ""
    card: SourceCard | None = None
    parcel: Parcel | None = None
    made_to_order: bool = False

    @property
    def title(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = (self.title_ar, self.title_en) if arabic else (self.title_en, self.title_ar)
        return first or second

    @property
    def buyable(self) -> bool:
        return self.available and self.price is not None


Reader = Callable[[list[int]], Mapping[int, ShelfItem]]
Taker = Callable[[int, "Order"], None]


@dataclass(frozen=True, slots=True)
class Kind:
    look: Reader
    lock: Reader
    claim: Taker
    free: Taker


_kinds: dict[str, Kind] = {}


def register(kind: str, *, look: Reader, lock: Reader, claim: Taker, free: Taker) -> None:
    """Registering a kind again replaces it."""
    _kinds[kind] = Kind(look, lock, claim, free)


def unregister(kind: str) -> None:
    _kinds.pop(kind, None)


def split(source: str) -> tuple[str, int] | None:
    """("artwork", 55) for "artwork:55"; None for what is no source of a known kind."""
    kind, _colon, number = source.partition(":")
    if kind not in _kinds or not (number.isascii() and number.isdecimal()) or len(number) > LONGEST:
        return None
    return kind, int(number)


def look(sources: Iterable[str]) -> dict[str, ShelfItem]:
    """These things as they stand now, without a lock."""
    return _read(sources, lambda kind: kind.look)


def lock(sources: Iterable[str]) -> dict[str, ShelfItem]:
    """These things, locked until the end of the transaction: kinds by name, rows by key, so nobody crosses."""
    return _read(sources, lambda kind: kind.lock)


def one(source: str) -> ShelfItem | None:
    return look([source]).get(source)


def claim(source: str, order: Order) -> None:
    """Takes the thing for the order; raises what its app raises when somebody else has it."""
    if parts := split(source):
        _kinds[parts[0]].claim(parts[1], order)


def free(source: str, order: Order) -> None:
    if parts := split(source):
        _kinds[parts[0]].free(parts[1], order)


def _read(sources: Iterable[str], reader: Callable[[Kind], Reader]) -> dict[str, ShelfItem]:
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for source in sources:
        if parts := split(source):
            wanted[parts[0]].add(parts[1])
    return {
        f"{name}:{pk}": item
        for name in sorted(wanted)
        for pk, item in reader(_kinds[name])(sorted(wanted[name])).items()
    }
