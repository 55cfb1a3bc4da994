"""What a seller's balances are: asked of the ledger, never kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from core.money import Money
from orders.countries import country
from orders.enums import Account
from orders.models import LedgerEntry, Seller
from orders.payouts.enums import PayoutState
from orders.payouts.models import Payout

# The accounts that hold a seller's money.
SELLERS_MONEY: Final = (Account.HELD, Account.SELLER, Account.PAYOUTS)


@dataclass(frozen=True, slots=True)
class Balance:
    """Minor units of one currency. A seller's credit is positive here, a debt negative."""

    currency: str
    held: int = 0
    due: int = 0
    transit: int = 0
    planned: int = 0
    paid: int = 0

    @property
    def on_hold(self) -> Money:
        """Paid by buyers, until delivery and the days for returning are over."""
        return Money(self.held, self.currency)

    @property
    def available(self) -> Money:
        """Due to the seller and in no plan yet; below zero after a late return."""
        return Money(self.due - self.planned, self.currency)

    @property
    def in_payout(self) -> Money:
        """Planned or at the bank."""
        return Money(self.planned + self.transit, self.currency)

    @property
    def paid_out(self) -> Money:
        return Money(self.paid, self.currency)


def balances_of(seller: Seller) -> list[Balance]:
    """One for each currency that the seller has ever had; two queries."""
    booked = {row["currency"]: row for row in _booked(seller)}
    moved = {row["currency"]: row for row in _moved(seller)}
    codes = sorted({*booked, *moved}, key=home_first(seller))
    return [_balance(code, booked.get(code, {}), moved.get(code, {})) for code in codes]


def home_first(seller: Seller) -> Callable[[str], tuple[bool, str]]:
    """Sorts currencies: that of the seller's country before the others."""
    home = country(str(seller.country)).currency
    return lambda code: (code != home, code)


def due_to(sellers: Iterable[int], currency: str) -> dict[int, int]:
    """What the ledger says is due to each of these sellers; those without entries are missing."""
    rows = LedgerEntry.objects.filter(seller__in=sellers, account=Account.SELLER, currency=currency)
    return {row["seller"]: -row["sum"] for row in rows.values("seller").annotate(sum=Sum("amount"))}


def with_something_due(currency: str, least: int) -> list[int]:
    """Sellers to whom at least so much is due; the platform itself is not one of them."""
    rows = LedgerEntry.objects.filter(account=Account.SELLER, currency=currency, seller__house=False)
    found = rows.values("seller").annotate(sum=Sum("amount")).filter(sum__lte=-least).order_by("seller")
    return [row["seller"] for row in found]


def _balance(code: str, booked: dict[str, int], moved: dict[str, int]) -> Balance:
    names = ("held", "due", "transit")
    return Balance(
        code,
        **{name: -booked.get(name, 0) for name in names},
        planned=moved.get("planned", 0),
        paid=moved.get("paid", 0),
    )


def _booked(seller: Seller) -> Any:
    sums = {
        name: Coalesce(Sum("amount", filter=Q(account=account)), 0)
        for name, account in (
            ("held", Account.HELD),
            ("due", Account.SELLER),
            ("transit", Account.PAYOUTS),
        )
    }
    rows = LedgerEntry.objects.filter(seller=seller, account__in=SELLERS_MONEY)
    return rows.values("currency").annotate(**sums)


def _moved(seller: Seller) -> Any:
    rows = Payout.objects.filter(seller=seller).values("currency")
    return rows.annotate(
        planned=Coalesce(Sum("amount", filter=Q(state=PayoutState.PLANNED)), 0),
        paid=Coalesce(Sum("amount", filter=Q(state=PayoutState.PAID)), 0),
    )
