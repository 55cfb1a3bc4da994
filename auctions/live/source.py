"""What the hub asks the database: few, whole questions for all its lots at once, never one for each socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from channels.db import database_sync_to_async
from django.db import connection

from auctions import delivery, wire
from auctions.enums import PUBLIC_SALES, LotStatus
from auctions.models import Lot, LotEvent, Sale

MOST = 2_000  # events read at once


@dataclass(frozen=True, slots=True)
class Hall:
    """A sale that may be listened to, with the lots of its catalogue."""

    sale_id: int
    lots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Moment:
    """The database's clock, and which run of the server it is: another run, another epoch."""

    at: datetime
    epoch: str


def _moment() -> Moment:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), extract(epoch FROM pg_postmaster_start_time())::bigint")
        at, started = cursor.fetchone()
    return Moment(at, f"db-{started:x}")


def _hall(slug: str) -> Hall | None:
    sale = Sale.objects.filter(slug=slug, state__in=PUBLIC_SALES).values_list("pk", flat=True).first()
    if sale is None:
        return None
    lots = Lot.objects.filter(sale=sale).exclude(status=LotStatus.DRAFT)
    return Hall(sale, frozenset(lots.values_list("pk", flat=True)))


def _states(lot_ids: set[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """Number and state of each lot."""
    lots = Lot.objects.filter(pk__in=lot_ids).exclude(status=LotStatus.DRAFT).select_related("sale", "leader")
    return {lot.pk: (lot.seq, wire.state_of(lot)) for lot in lots}


def _news(known: Mapping[int, int]) -> tuple[Moment, list[str]]:
    """The clock, and the messages (as on the channel) of all events after the known numbers, in order."""
    moment = _moment()
    current = Lot.objects.filter(pk__in=list(known)).values_list("pk", "seq")
    behind = [pk for pk, seq in current if seq > known[pk]]
    rows: list[LotEvent] = []
    for pk in behind:
        rows += LotEvent.objects.filter(lot=pk, seq__gt=known[pk]).order_by("seq")[:MOST]
    return moment, list(delivery.messages(rows))


async def hall(slug: str) -> Hall | None:
    """The sale of an address, or None when nobody may listen there."""
    return await database_sync_to_async(_hall)(slug)  # type: ignore[no-any-return]


async def states(lot_ids: set[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    return await database_sync_to_async(_states)(lot_ids)  # type: ignore[no-any-return]


async def news(known: Mapping[int, int]) -> tuple[Moment, list[str]]:
    return await database_sync_to_async(_news)(known)  # type: ignore[no-any-return]
