"""What the closer does: opens sales at their hour, closes lots after their end, ends sales. Each in its own
transaction, under SKIP LOCKED, so that any number of closers may run."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from auctions import engine, locks
from auctions.enums import FINAL_LOTS, LotStatus, SaleState
from auctions.models import Lot, Sale
from auctions.services.carrying import carry_out
from auctions.services.running import open_locked
from compliance import audit
from core import clock, outbox

CLOSED = "auctions.lot_closed"


@transaction.atomic(durable=True)
def close_next(*, now: datetime | None = None) -> Lot | None:
    """Close one lot whose end and grace have passed, or None when there is none.

    Locks it with SKIP LOCKED. The winner's order is the business of the `auctions.lot_closed` handler.
    """
    lot = locks.due_lot()
    return None if lot is None else _close(lot, now)


@transaction.atomic
def close_lot(*, lot: Lot, now: datetime | None = None) -> Lot:
    """Close this lot, whose end has passed. Raises LotNotOpen when it is closed already."""
    return _close(locks.lot(lot.pk), now)


def _close(lot: Lot, now: datetime | None) -> Lot:
    carry_out(lot, lambda state, rules, at: engine.close(state, rules, at=at), now=now)
    audit.record(
        "auctions.lot.closed",
        subject=lot,
        actor=None,
        after={"status": lot.status, "price_minor": lot.price_minor, "seq": lot.seq},
    )
    outbox.enqueue(CLOSED, {"lot": lot.pk}, key=f"L{lot.pk}")
    return lot


@transaction.atomic(durable=True)
def advance_next(*, now: datetime | None = None) -> Sale | None:
    """Take one sale a step further whose time has come: open it, mark it closing, or close it."""
    sale = locks.due_sale()
    if sale is None:
        return None
    if sale.status is SaleState.SCHEDULED:
        open_locked(sale, by=None, now=now)
    elif not sale.lots.exclude(status__in=[*FINAL_LOTS, LotStatus.DRAFT]).exists():
        _end(sale, now)
    else:
        sale.state = SaleState.CLOSING
        sale.save(update_fields=["state"])
    return sale


def _end(sale: Sale, now: datetime | None) -> None:
    sale.state, sale.closed_at = SaleState.CLOSED, now or clock.now()
    sale.save(update_fields=["state", "closed_at"])
    audit.record("auctions.sale.closed", subject=sale, actor=None)
