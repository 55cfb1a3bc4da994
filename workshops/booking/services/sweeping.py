"""What time brings about: offers and handings over end, lines move on, money is released."""

from __future__ import annotations

from datetime import datetime

from core import clock
from workshops.booking import queries
from workshops.booking.services import following, transferring, waiting

LIMIT = 100


def sweep(*, now: datetime | None = None) -> int:
    """Each thing in a transaction of its own; how many moved. Reservations end with their orders, elsewhere."""
    moment = now or clock.now()
    moved = sum(waiting.lapse_offer(entry=entry, now=now) for entry in queries.lapsed_offers(moment)[:LIMIT])
    moved += sum(
        transferring.lapse_transfer(transfer=one, now=now) for one in queries.lapsed_transfers(moment)[:LIMIT]
    )
    for run in queries.lines_to_move(moment)[:LIMIT]:
        moved += waiting.move_line(run=run, now=now) or waiting.close_line(run=run, now=now)
    return moved + following.complete_over(now=now)
