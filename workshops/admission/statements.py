"""What a run brought its organiser: seats, who came, and the money of its tickets, line by line.

Every amount is read from the lines of paid bills and of their refunds (`orders/splits.py` divides them):

    gross - refunds - commission = net

where commission is ours with its VAT, less what of it went back with a refund, and net is the seller's own share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from core.money import Money
from core.pdf import Two
from orders.enums import ORDER_SETTLED, OrderState
from orders.models import OrderLine, RefundLine
from workshops.admission.naming import two_of
from workshops.booking.enums import TicketState
from workshops.booking.models import Ticket

if TYPE_CHECKING:
    from workshops.models import Event, Run

SETTLED = (*ORDER_SETTLED, OrderState.REFUNDED)
KEPT = ("share_revenue", "share_vat", "share_deposit")


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Of one run, minor units of the event's currency."""

    run: Run
    capacity: int
    seats: int
    came: int
    gross: int
    refunds: int
    commission: int
    net: int
    currency: str

    @property
    def turnout(self) -> int:
        """Percent of the seats that came."""
        return round(100 * self.came / self.seats) if self.seats else 0

    def total(self, name: str) -> int:
        return int(getattr(self, name))

    def money(self, name: str) -> Money:
        return Money(self.total(name), self.currency)


@dataclass(frozen=True, slots=True)
class Statement:
    event: Event
    runs: Sequence[RunFigures]
    made_at: datetime

    @property
    def title(self) -> Two:
        return two_of(self.event, "title")

    def total(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.runs)

    def money(self, name: str) -> Money:
        return Money(self.total(name), self.event.currency)


def statement_of(event: Event, now: datetime, *, run: Run | None = None) -> Statement:
    """All runs of an event, or one of them; four queries, however many there are."""
    runs = event.runs.order_by("starts_at", "pk")
    rows = list(runs.filter(pk=run.pk) if run is not None else runs)
    keys = [row.pk for row in rows]
    seats, sold, back = _seats(keys), _sold(keys), _back(keys)
    figures = [
        _figures(row, event, seats.get(row.pk, {}), sold.get(row.pk, {}), back.get(row.pk, {}))
        for row in rows
    ]
    return Statement(event, figures, now)


def _figures(
    run: Run, event: Event, seats: dict[str, int], sold: dict[str, int], back: dict[str, int]
) -> RunFigures:
    kept = sum(sold.get(name, 0) - back.get(name, 0) for name in KEPT)
    return RunFigures(
        run=run,
        capacity=run.capacity,
        seats=seats.get("seats", 0),
        came=seats.get("came", 0),
        gross=sold.get("gross", 0),
        refunds=back.get("gross", 0),
        commission=kept,
        net=sold.get("share_seller", 0) - back.get("share_seller", 0),
        currency=event.currency,
    )


def _seats(runs: Iterable[int]) -> dict[int, dict[str, int]]:
    rows = Ticket.objects.filter(registration__run__in=runs, state=TicketState.VALID).order_by()
    counted = rows.values("registration__run").annotate(
        seats=Count("pk", distinct=True),
        came=Count("pk", filter=Q(entries__state="in"), distinct=True),
    )
    return {row["registration__run"]: {"seats": row["seats"], "came": row["came"]} for row in counted}


def _sold(runs: Iterable[int]) -> dict[int, dict[str, int]]:
    rows = OrderLine.objects.filter(order__registration__run__in=runs, order__state__in=SETTLED).order_by()
    path = "order__registration__run"
    return _summed(rows, path)


def _back(runs: Iterable[int]) -> dict[int, dict[str, int]]:
    rows = RefundLine.objects.filter(refund__order__registration__run__in=runs).order_by()
    return _summed(rows, "refund__order__registration__run")


def _summed(rows: Any, path: str) -> dict[int, dict[str, int]]:
    sums = {f"sum_{name}": Sum(name) for name in ("gross", "share_seller", *KEPT)}
    found = rows.values(path).annotate(**sums)
    return {row[path]: {name.removeprefix("sum_"): row[name] or 0 for name in sums} for row in found}
