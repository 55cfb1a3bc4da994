"""Bids on one hot lot: the service with all its rules, against the bare five statements it cannot do without."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from statistics import median
from uuid import uuid4

import psycopg
from django.db import connection, connections

from auctions import services
from core.errors import SoukError
from deploy.bench.rows import Row
from deploy.bench.stage import STEP, Room, room

SECONDS = 3.0
ROUNDS = 3
TABLES = """
CREATE TABLE bare_lot (id int PRIMARY KEY, price bigint, seq int);
CREATE TABLE bare_bid (id bigserial PRIMARY KEY, lot int REFERENCES bare_lot, user_id int, amount bigint,
    at timestamptz);
CREATE TABLE bare_event (id bigserial PRIMARY KEY, lot int REFERENCES bare_lot, seq int, body jsonb,
    UNIQUE (lot, seq));
INSERT INTO bare_lot VALUES (1, 0, 0);
"""
LOCK = "SELECT price, seq FROM bare_lot WHERE id = 1 FOR NO KEY UPDATE"
BID = "INSERT INTO bare_bid (lot, user_id, amount, at) VALUES (1, %s, %s, clock_timestamp())"
EVENT = 'INSERT INTO bare_event (lot, seq, body) VALUES (1, %s, \'{"t": "bid"}\')'
UPDATE = "UPDATE bare_lot SET price = %s, seq = %s WHERE id = 1"

Bidder = Callable[[int], bool]


def measure() -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    for clients in (1, 4):
        hot = _Hot(room(f"Hot {clients}"))
        bare_rates, our_rates = [], []
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits both
            bare_rates.append(_rate(_bare, clients))
            our_rates.append(_rate(hot.bidder, clients))
        ours, bare = median(our_rates), median(bare_rates)
        yield Row(
            f"bids on one hot lot, {clients} at once",
            f"{ours:.0f} accepted/s",
            f"{bare:.0f}/s",
            ours / bare,
            f"place_bid with all its rules, log and hash chain, against lock, two inserts, update, commit; "
            f"median of {ROUNDS} times {SECONDS:.0f} s; {hot.refused} bids refused",
        )


class _Hot:
    """Bids that outrun each other by three steps, so that one which comes late is outbid, not refused."""

    def __init__(self, where: Room) -> None:
        self.where = where
        self.amounts = itertools.count(STEP, 3 * STEP)
        self.refused = 0

    def bidder(self, number: int) -> Callable[[], bool]:
        pair = itertools.cycle(self.where.bidders[2 * number : 2 * number + 2])

        def bid() -> bool:
            try:
                services.place_bid(
                    lot_id=self.where.lot.pk, user=next(pair), key=uuid4(), max_minor=next(self.amounts),
                    accept_terms=True,
                )  # fmt: skip
            except SoukError:
                self.refused += 1
                return False
            return True

        return bid


def _bare(number: int) -> Callable[[], bool]:
    line = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})
    amounts = itertools.count(1)

    def bid() -> bool:
        with line.transaction(), line.cursor() as cursor:
            price, seq = cursor.execute(LOCK).fetchone() or (0, 0)
            cursor.execute(BID, [number, next(amounts)])
            cursor.execute(EVENT, [seq + 1])
            cursor.execute(UPDATE, [price + 1, seq + 1])
        return True

    return bid


def _rate(make: Callable[[int], Callable[[], bool]], clients: int) -> float:
    """Accepted bids a second over all clients, each in a thread with a connection of its own."""
    done = [0] * clients
    began = time.monotonic()

    def work(number: int) -> None:
        bid = make(number)
        while time.monotonic() - began < SECONDS:
            done[number] += bid()
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - began)
