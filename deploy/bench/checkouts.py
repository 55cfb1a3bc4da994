"""Checkouts with every row that they write, against one bare transaction of as many inserts."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median

import psycopg
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.json import Jsonb

from accounts.models import User
from core.money import Money
from deploy.bench.rows import Row
from deploy.bench.stage import seller
from orders import drafts, services
from orders.enums import OrderOrigin
from orders.providers import Report, Verdict

SECONDS = 3.0
ROUNDS = 3
TABLE = (
    "CREATE TABLE bare_row (id bigserial PRIMARY KEY, what text, amount bigint, body jsonb, at timestamptz)"
)
INSERT = "INSERT INTO bare_row (what, amount, body, at) VALUES (%s, %s, %s, clock_timestamp())"
BODY = Jsonb({"number": "AS-2026-000123", "description": "Courtyard of Light", "state": "placed"})


def measure() -> Iterator[Row]:
    checkout = _checkouts()
    checkout()
    before = _written()
    with CaptureQueriesContext(connection) as seen:
        checkout()
    rows = _written() - before
    statements = len(seen.captured_queries)
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    bare_one = _bare(rows)
    ours, bare = [], []
    for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits both
        bare.append(_rate(bare_one))
        ours.append(_rate(checkout))
    yield Row(
        "checkouts, from the order to the settled payment",
        f"{median(ours):.1f}/s",
        f"{median(bare):.0f}/s",
        median(ours) / median(bare),
        f"order placed, payment started, opened and settled in four transactions: {rows} rows in {statements} "
        f"statements, with audit, outbox and ledger; one transaction of {rows} single inserts; "
        f"median of {ROUNDS} times {SECONDS:.0f} s, one client",
    )


def _written() -> int:
    """How many rows stand in all tables of the site."""
    return sum(model.objects.count() for model in apps.get_models() if hasattr(model, "objects"))


def _checkouts() -> Callable[[], None]:
    shop = seller()
    buyer = User.objects.create(email="checkout@example.com")
    numbers = itertools.count(1)

    def checkout() -> None:
        lines = drafts.item_lines(
            price=Money(185_000, "SAR"), title_ar="صحن الضوء", title_en="Courtyard of Light"
        )
        order = services.place_order(
            buyer=buyer, seller=shop, currency="SAR", source=f"bench:{next(numbers)}", lines=lines,
            due_in=timedelta(hours=1), origin=OrderOrigin.BUY_NOW,
        )  # fmt: skip
        payment = services.start_payment(orders=[order], by=buyer, provider="sandbox")
        services.open_payment(payment=payment)
        services.settle_payment(
            report=Report(
                provider="sandbox", event_id=payment.reference, reference=payment.reference,
                verdict=Verdict.PAID, amount=payment.amount, currency=payment.currency,
            )
        )  # fmt: skip

    return checkout


def _bare(rows: int) -> Callable[[], None]:
    line = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})

    def write() -> None:
        with line.transaction(), line.cursor() as cursor:
            for number in range(rows):
                cursor.execute(INSERT, ["order", number, BODY])

    return write


def _rate(work: Callable[[], None]) -> float:
    done, began = 0, time.monotonic()
    while time.monotonic() - began < SECONDS:
        work()
        done += 1
    return done / (time.monotonic() - began)
