"""Writing down what the engine answered: events with their hashes, and the lot's row, in one round trip.

Called under the lot's lock, inside the caller's transaction. Several statements travel together (psycopg's
client-side cursor sends them as one message), because round trips under the lock are what a hot lot costs.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Json

from auctions.engine import Event, LotState, Status
from auctions.models import LotEvent
from auctions.ringing import ringer
from core.chain import canonical, link
from core.crypt import seal

Statement = tuple[str, Sequence[Any]]

_FINAL = {Status.SOLD, Status.UNSOLD_NO_BIDS, Status.UNSOLD_RESERVE, Status.WITHDRAWN}
_INSERT_EVENT = """
INSERT INTO auctions_lotevent (lot_id, seq, type, public, private, commitment, at, prev_hash, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_UPDATE_LOT = """
UPDATE auctions_lot SET status = %s, price_minor = %s, leader_id = %s, leader_max_minor = %s,
    leader_since_seq = %s, bid_count = %s, reserve_minor = %s, ends_at = %s, first_ends_at = %s,
    ext_count = %s, seq = %s, last_decided_at = %s, head_hash = %s, held_at = %s, closed_at = %s
WHERE id = %s
"""


def payload(lot_id: int, event: Event, commitment: str) -> dict[str, Any]:
    """What the chain signs; everything in it is public."""
    return {
        "lot": f"L{lot_id}",
        "seq": event.seq,
        "type": event.type,
        "at": event.at,
        "d": event.public,
        "commitment": commitment,
    }


def payload_of(row: LotEvent) -> dict[str, Any]:
    event = Event(row.seq, row.type, row.at, row.public, row.private)
    return payload(row.lot_id, event, row.commitment)


def commit_to(private: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(private)).hexdigest()


def sealed(private: dict[str, Any]) -> str:
    """As the column keeps it: the commitment proves it, only the keys open it."""
    return str(LotEvent._meta.get_field("private").get_prep_value(private))


def event_statements(lot_id: int, head: str, events: Iterable[Event]) -> tuple[list[Statement], str]:
    """The inserts for these events after `head`, and the hash of the last one."""
    statements: list[Statement] = []
    for event in events:
        private = {**event.private, "salt": secrets.token_hex(16)}
        commitment = commit_to(private)
        following = link(head, payload(lot_id, event, commitment))
        values = [lot_id, event.seq, event.type, Json(event.public), sealed(private), commitment, event.at]
        statements.append((_INSERT_EVENT, [*values, head, following]))
        head = following
    return statements, head


def lot_statement(lot_id: int, state: LotState, leader_id: int | None, head: str) -> Statement:
    standing = state.standing
    closed_at = state.last_at if state.status in _FINAL else None
    return _UPDATE_LOT, [
        str(state.status),
        standing.price,
        leader_id,
        standing.maximum,
        standing.since_seq,
        standing.bids,
        None if standing.reserve is None else seal(str(standing.reserve)),
        state.ends_at,
        state.first_ends_at,
        state.ext_count,
        state.seq,
        state.last_at,
        head,
        state.held_at,
        closed_at,
        lot_id,
    ]


def write(statements: Iterable[Statement], *, ring: bool = True) -> None:
    """Send all statements in one round trip, and ring for the relay once the transaction has committed."""
    texts: list[str] = []
    values: list[Any] = []
    for text, params in statements:
        texts.append(text)
        values.extend(params)
    with connection.cursor() as cursor:
        cursor.execute(";".join(texts), values)
    if ring:
        transaction.on_commit(ringer.soon, robust=True)
