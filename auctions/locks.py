"""Every row lock of the auctions. The order is always sale, then lot, then accounts; lots by rising id.

A lock query never joins a row that may change meanwhile: PostgreSQL re-checks only the locked row after a
wait and keeps the old version of the others. Everything else is read after the lock, with a fresh snapshot.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, LotEvent, Sale

# A bid that reached the database in time waits at most this long for its turn ...
PATIENCE = timedelta(seconds=1)  # stands in the function auctions_look, see services/hot.py
# ... so the closer leaves every lot this much longer before it closes it.
GRACE = timedelta(seconds=2)


def sale(sale_id: int) -> Sale:
    return Sale.objects.select_for_update(no_key=True, of=("self",)).get(pk=sale_id)


def lot(lot_id: int) -> Lot:
    """The lot alone; read sale and leader through it afterwards."""
    return Lot.objects.select_for_update(no_key=True, of=("self",)).get(pk=lot_id)


def lots_of(sale_id: int) -> list[Lot]:
    return list(Lot.objects.select_for_update(no_key=True, of=("self",)).filter(sale=sale_id).order_by("pk"))


def due_lot() -> Lot | None:
    """One lot whose end and grace have passed, that no other closer holds."""
    return (
        Lot.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .filter(status=LotStatus.OPEN, ends_at__lte=Now() - GRACE)
        .order_by("ends_at", "pk")
        .first()
    )


def due_sale() -> Sale | None:
    """One sale whose hour has come, or whose lots are closing, or have all closed."""
    open_lots = Lot.objects.filter(
        sale=models.OuterRef("pk"), status__in=[LotStatus.OPEN, LotStatus.ON_HOLD, LotStatus.SCHEDULED]
    )
    return (
        Sale.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .filter(
            models.Q(state=SaleState.SCHEDULED, starts_at__lte=Now())
            | models.Q(state=SaleState.OPEN, first_close_at__lte=Now())
            | (models.Q(state__in=[SaleState.OPEN, SaleState.CLOSING]) & ~models.Exists(open_lots))
        )
        .order_by("starts_at", "pk")
        .first()
    )


def unsent_events(limit: int) -> list[LotEvent]:
    """Events that no room has heard yet, each lot's in order; only under the dispatcher's singleton lock."""
    rows = LotEvent.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        dispatched_at__isnull=True
    )
    return list(rows.order_by("lot_id", "seq")[:limit])
