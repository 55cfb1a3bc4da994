"""The statements of the hot path, written by hand: what a bid reads under the lock and what it writes.

Two round trips between BEGIN and COMMIT. The first calls the function `auctions_look` (its migration), which
locks the lot, waiting a second at most (`locks.PATIENCE`), and then reads with a fresh snapshot; as a function its
plan is made once a connection, which was most of its cost. The second carries all writes as one message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from auctions import fees
from auctions.engine import ExtensionPolicy, Grid, LotState, Rules, Standing, Status
from auctions.exceptions import LotNotFound
from auctions.journal import Statement
from core.crypt import unseal
from core.models import OutboxMessage
from core.requests import request_id
from orders.fees import FeePolicy

_LOOK = "SELECT * FROM auctions_look(%s, %s, %s)"
_INSERT_BID = """
INSERT INTO auctions_bid (lot_id, seq, paddle_id, bidder_id, key, request_hash, max_minor, price_minor,
    outcome, answer, received_at, decided_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_INSERT_REFUSAL = """
INSERT INTO auctions_refusal (lot_id, bidder_id, key, request_hash, code, amounts, at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_ENQUEUE = f"""
INSERT INTO {OutboxMessage._meta.db_table} (topic, key, payload, state, attempts, last_error, request_id)
VALUES (%s, %s, %s, 'waiting', 0, '', %s)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Picture:
    """All that deciding one bid needs, as it is under the lock."""

    sale_id: int
    lot_number: int
    state: LotState
    rules: Rules
    fees: FeePolicy
    currency: str
    head: str
    leader_id: int | None
    leader_user_id: int | None
    paddle_id: int | None
    paddle_number: int | None
    accepted_version: int | None
    terms_version: int
    own_lot: bool
    suspension_id: int | None
    prior: tuple[str, dict[str, Any]] | None
    refused: tuple[str, str, list[int]] | None
    received_at: datetime
    decided_at: datetime


def look(*, lot_id: int, user_id: int, key: UUID) -> Picture:
    """Lock the lot, waiting a second at most, then read. Raises LotNotFound, OperationalError (timeout)."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [lot_id, user_id, key])
        row = cursor.fetchone()
    if row is None:
        raise LotNotFound
    return _picture(row)


@lru_cache(maxsize=256)
def _policies(increments: str, extension: str, schedule: str) -> tuple[Rules, FeePolicy]:
    """A sale's policies are the same text for each of its bids."""
    rules = Rules(Grid.from_json(json.loads(increments)), ExtensionPolicy.from_json(json.loads(extension)))
    return rules, fees.from_json(json.loads(schedule))


def _picture(row: tuple[Any, ...]) -> Picture:
    (
        sale_id, number, status, opening, reserve, price, maximum, since_seq, bids, ends_at, first_ends_at,
        ext_count, seq, last_at, held_at, head, leader_id, leader_number, leader_user_id, paddle_id,
        paddle_number, accepted_version, terms_version, currency, increments, extension, schedule,
        prior_hash, prior_answer,
        refused_hash, refused_code, refused_amounts, own_lot, suspension_id, received_at, decided_at,
    ) = row  # fmt: skip
    if status == Status.DRAFT:
        raise LotNotFound
    rules, policy = _policies(increments, extension, schedule)
    kept = None if reserve is None else int(unseal(reserve))
    standing = Standing(opening, kept, price, leader_number, maximum, since_seq, bids)
    state = LotState(
        status=Status(status),
        standing=standing,
        ends_at=ends_at,
        first_ends_at=first_ends_at,
        ext_count=ext_count,
        seq=seq,
        last_at=last_at,
        held_at=held_at,
    )
    return Picture(
        sale_id=sale_id,
        lot_number=number,
        state=state,
        rules=rules,
        fees=policy,
        currency=currency,
        head=head,
        leader_id=leader_id,
        leader_user_id=leader_user_id,
        paddle_id=paddle_id,
        paddle_number=paddle_number,
        accepted_version=accepted_version,
        terms_version=terms_version,
        own_lot=own_lot,
        suspension_id=suspension_id,
        prior=None if prior_hash is None else (prior_hash, json.loads(prior_answer)),
        refused=None if refused_hash is None else (refused_hash, refused_code, json.loads(refused_amounts)),
        received_at=received_at,
        decided_at=decided_at,
    )


def bid_statement(values: list[Any]) -> Statement:
    return _INSERT_BID, values


def refusal_statement(values: list[Any]) -> Statement:
    return _INSERT_REFUSAL, values


def outbox_statement(topic: str, key: str, body: Any) -> Statement:
    """What `core.outbox.enqueue` writes, as a statement that travels with the others."""
    return _ENQUEUE, [topic, key, body, request_id.get()]
