"""A seller's month: what the ledger moved in their name, from opening to closing balance.

Two balances stand side by side: on hold (until delivery and the days for returning are over) and available.
Every figure is a ledger entry of the seller's accounts; only the commission is read from the bill, so that a
sale shows its price, what we kept of it and what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from django.db import models
from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import Money
from orders.enums import Account
from orders.models import LedgerEntry, Order, OrderLine, Seller
from orders.payouts.models import Payout

BALANCES: Final = (Account.HELD, Account.SELLER)


class Kind(models.TextChoices):
    SALE = "sale", pgettext_lazy("statement", "Sale")
    RELEASE = "release", pgettext_lazy("statement", "Released from hold")
    REFUND = "refund", pgettext_lazy("statement", "Returned to the buyer")
    DIRECT = "direct", pgettext_lazy("statement", "Paid to you by the buyer")
    PAYOUT = "payout", pgettext_lazy("statement", "Payout")
    RETURNED = "returned", pgettext_lazy("statement", "Payout that came back")
    OTHER = "other", pgettext_lazy("statement", "Other")


# What an event is, by the first and the last word of its name (orders/ledger.py, booking.py).
KINDS: Final = {
    ("order", "sale"): Kind.SALE,
    ("order", "release"): Kind.RELEASE,
    ("refund", "agreed"): Kind.REFUND,
    ("refund", "done"): Kind.DIRECT,
    ("payment", "received"): Kind.DIRECT,
    ("payout", "sent"): Kind.PAYOUT,
    ("payout", "paid"): Kind.PAYOUT,
    ("payout", "failed"): Kind.RETURNED,
    ("payout", "reversed"): Kind.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Movement:
    """One event in the seller's name; minor units, a credit is positive."""

    at: datetime
    kind: Kind
    held: int
    due: int
    order: Order | None = None
    title_ar: str = ""
    title_en: str = ""
    reference: str = ""
    commission: int = 0
    commission_vat: int = 0

    @property
    def change(self) -> int:
        return self.held + self.due

    @property
    def gross(self) -> int:
        """Of a sale: the seller's price before our commission."""
        return self.change + self.commission + self.commission_vat

    @property
    def kept(self) -> int:
        """Our commission with its VAT."""
        return self.commission + self.commission_vat

    @property
    def name(self) -> str:
        return self.order.number if self.order else self.reference

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True)
class Statement:
    """`month` is its first day. Opening and closing are (on hold, available)."""

    seller: Seller
    currency: str
    month: date
    opening_held: int
    opening_due: int
    movements: list[Movement] = field(default_factory=list)

    @property
    def next_month(self) -> date:
        return following(self.month)

    @property
    def closing_held(self) -> int:
        return self.opening_held + sum(one.held for one in self.movements)

    @property
    def closing_due(self) -> int:
        return self.opening_due + sum(one.due for one in self.movements)

    @property
    def opening(self) -> Money:
        return Money(self.opening_held + self.opening_due, self.currency)

    @property
    def closing(self) -> Money:
        return Money(self.closing_held + self.closing_due, self.currency)

    @cached_property
    def totals(self) -> list[tuple[Any, Money]]:
        """The lines between opening and closing balance; those of zero are left out, the two balances apart."""
        lines = [
            (_("Sales"), sum(one.gross for one in self.of(Kind.SALE))),
            (_("Our commission"), -sum(one.commission for one in self.of(Kind.SALE))),
            (_("VAT on our commission"), -sum(one.commission_vat for one in self.of(Kind.SALE))),
            (_("Returned to buyers, less commission given back"), self.sum(Kind.REFUND)),
            (_("Paid to you by buyers"), self.sum(Kind.DIRECT)),
            (pgettext_lazy("statement", "Payouts"), self.sum(Kind.PAYOUT)),
            (_("Payouts that came back"), self.sum(Kind.RETURNED)),
            # A release moves between the two balances; should it ever not, the rest is told here.
            (pgettext_lazy("statement", "Other"), self.sum(Kind.OTHER) + self.sum(Kind.RELEASE)),
        ]
        return [(label, Money(minor, self.currency)) for label, minor in lines if minor]

    @property
    def released(self) -> Money:
        """Moved from on hold to available: no change of the whole."""
        return Money(sum(one.due for one in self.of(Kind.RELEASE)), self.currency)

    def of(self, kind: Kind) -> list[Movement]:
        return [one for one in self.movements if one.kind == kind]

    def sum(self, kind: Kind) -> int:
        return sum(one.change for one in self.of(kind))


def statement_of(seller: Seller, currency: str, month: date) -> Statement:
    """Four queries, however long the month was."""
    start, end = begins(month), begins(following(month))
    entries = _entries(seller, currency)
    opening = {
        row["account"]: -row["sum"]
        for row in entries.filter(booked_at__lt=start).values("account").annotate(sum=Sum("amount"))
    }
    rows = entries.filter(booked_at__gte=start, booked_at__lt=end)
    return Statement(
        seller=seller,
        currency=currency,
        month=month,
        opening_held=opening.get(Account.HELD, 0),
        opening_due=opening.get(Account.SELLER, 0),
        movements=movements(rows),
    )


def movements(entries: QuerySet[LedgerEntry]) -> list[Movement]:
    """Entries of one seller as events, oldest first; three queries."""
    rows = list(entries.select_related("order").order_by("booked_at", "event", "pk"))
    bills = _bills({row.order_id for row in rows if row.order_id})
    references = _references(rows)
    events = groupby(rows, key=lambda row: (row.booked_at, row.event))
    return [_movement(list(of_event), bills, references) for _key, of_event in events]


def months_of(seller: Seller) -> list[tuple[date, list[str]]]:
    """Months in which something moved, the newest first, with their currencies; one query."""
    rows = (
        LedgerEntry.objects.filter(seller=seller, account__in=BALANCES)
        .annotate(month=TruncMonth("booked_at", tzinfo=timezone.get_default_timezone()))
        .values_list("month", "currency")
        .order_by("-month", "currency")
        .distinct()
    )
    by_month = groupby(rows, key=lambda row: row[0])
    return [(moment.date(), [currency for _month, currency in of_month]) for moment, of_month in by_month]


def begins(day: date) -> datetime:
    """The first moment of a day at the house (Asia/Riyadh)."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(month: date, count: int) -> date:
    """The month so many months earlier."""
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def _entries(seller: Seller, currency: str) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(seller=seller, account__in=BALANCES, currency=currency)


def _movement(
    rows: list[LedgerEntry], bills: dict[int, dict[str, Any]], references: dict[str, str]
) -> Movement:
    first = rows[0]
    kind = kind_of(first.event)
    bill = bills.get(first.order_id or 0, {})
    sale = kind == Kind.SALE
    return Movement(
        at=first.booked_at,
        kind=kind,
        held=-sum(row.amount for row in rows if row.account == Account.HELD),
        due=-sum(row.amount for row in rows if row.account == Account.SELLER),
        order=first.order,
        title_ar=bill.get("title_ar", ""),
        title_en=bill.get("title_en", ""),
        reference=references.get(_payout_key(first.event), ""),
        commission=bill.get("commission", 0) if sale else 0,
        commission_vat=bill.get("commission_vat", 0) if sale else 0,
    )


def kind_of(event: str) -> Kind:
    words = event.split(":")
    last = next((word for word in reversed(words) if not word.isdigit()), "")
    return KINDS.get((words[0], last), Kind.OTHER)


def _bills(orders: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Commission and title of each order: the title is its first line's."""
    found: dict[int, dict[str, Any]] = {}
    for line in OrderLine.objects.filter(order__in=orders).order_by("order", "position"):
        bill = found.setdefault(
            line.order_id,
            {
                "title_ar": line.description_ar,
                "title_en": line.description_en,
                "commission": 0,
                "commission_vat": 0,
            },
        )
        bill["commission"] += line.commission
        bill["commission_vat"] += line.commission_vat
    return found


def _references(rows: Iterable[LedgerEntry]) -> dict[str, str]:
    keys = {_payout_key(row.event) for row in rows} - {""}
    payouts = Payout.objects.filter(pk__in=keys) if keys else Payout.objects.none()
    return {str(pk): reference for pk, reference in payouts.values_list("pk", "reference")}


def _payout_key(event: str) -> str:
    words = event.split(":")
    return words[1] if words[0] == "payout" else ""
