"""How long things wait for an answer. Pure: instants in, instants out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

TO_PAY: Final = timedelta(minutes=30)
"""How long reserved seats wait for their payment."""
OFFER: Final = timedelta(hours=24)
"""How long a freed seat waits for whoever is next in line."""
SHORTEST_OFFER: Final = timedelta(minutes=30)
"""Nobody is asked to decide faster than this; closer to the end no seat is offered any more."""
SHARE_OF_THE_REST: Final = 4
"""Near the end of registration an offer lasts a fourth of the time that is left, so that others get a turn."""
TRANSFER: Final = timedelta(days=7)
ENJOYED_AFTER: Final = timedelta(days=1)
"""After the last session the money stays held so long, for whoever did not find what was promised."""
LINK_BEFORE: Final = timedelta(hours=1)
LINK_AFTER: Final = timedelta(hours=1)


def offer_until(now: datetime, closing: datetime) -> datetime | None:
    """When an offer that is made now ends; None where too little time is left to offer anything."""
    left = closing - now
    if left < SHORTEST_OFFER:
        return None
    return now + min(OFFER, max(left / SHARE_OF_THE_REST, SHORTEST_OFFER))


def transfer_until(now: datetime, starts: datetime) -> datetime:
    return min(now + TRANSFER, starts)


def link_shown(now: datetime, starts: datetime, ends: datetime) -> bool:
    """The address of an online session: from an hour before it until an hour after it."""
    return starts - LINK_BEFORE <= now <= ends + LINK_AFTER
