"""How the money of one line divides, and how a part of it goes back. Pure arithmetic, no Django.

Amounts are whole minor units. A line's gross goes four ways: to the seller, into the platform's turnover, to
the VAT that the platform owes, onto a bidder's deposit. Parts that go back are counted from the running total,
so that however many steps a refund takes, each share has been returned exactly when the line has.
"""

from __future__ import annotations

from dataclasses import dataclass

from orders.fees import portion


@dataclass(frozen=True, slots=True)
class Shares:
    seller: int = 0
    revenue: int = 0
    vat: int = 0
    deposit: int = 0

    @property
    def total(self) -> int:
        return self.seller + self.revenue + self.vat + self.deposit

    def __sub__(self, other: Shares) -> Shares:
        return Shares(
            self.seller - other.seller,
            self.revenue - other.revenue,
            self.vat - other.vat,
            self.deposit - other.deposit,
        )


@dataclass(frozen=True, slots=True)
class Commission:
    """What the platform keeps of a seller's line; its VAT is charged to a registered seller only."""

    bps: int = 0
    net: int = 0
    vat: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What of a line goes back at once."""

    net: int
    vat: int
    shares: Shares

    @property
    def gross(self) -> int:
        return self.net + self.vat


def commission(net: int, bps: int, *, vat_bps: int) -> Commission:
    """On the price before VAT. `vat_bps` is 0 where the platform itself is the supplier (gulf law, Art 47)."""
    kept = portion(net, bps)
    return Commission(bps=bps, net=kept, vat=portion(kept, vat_bps))


def of_platform(net: int, vat: int) -> Shares:
    """Premium, membership: the platform's own turnover."""
    return Shares(revenue=net, vat=vat)


def of_deposit(gross: int) -> Shares:
    return Shares(deposit=gross)


def of_seller(net: int, vat: int, kept: Commission) -> Shares:
    """The seller supplies and owes the VAT of the sale; the platform charges its commission with VAT."""
    return Shares(seller=net + vat - kept.net - kept.vat, revenue=kept.net, vat=kept.vat)


def of_platform_for(net: int, vat: int, kept: Commission) -> Shares:
    """The platform is the supplier of record of an unregistered seller's work and owes the VAT on all of it."""
    return Shares(seller=net - kept.net, revenue=kept.net, vat=vat)


def part(*, gross: int, vat: int, shares: Shares, before: int, amount: int) -> Part:
    """`amount` of a line goes back after `before` of it went already.

    Raises ValueError unless 0 < amount and before + amount <= gross.
    """
    if amount <= 0 or before < 0 or before + amount > gross:
        raise ValueError("No more goes back than there is.")
    after = before + amount
    back = _shares_until(shares, gross, after) - _shares_until(shares, gross, before)
    tax = _until(vat, gross, after) - _until(vat, gross, before)
    return Part(net=amount - tax, vat=tax, shares=back)


def _shares_until(shares: Shares, gross: int, paid_back: int) -> Shares:
    """What of each share has gone when so much of the line has; the seller's share carries the rest."""
    revenue = _until(shares.revenue, gross, paid_back)
    vat = _until(shares.vat, gross, paid_back)
    deposit = _until(shares.deposit, gross, paid_back)
    if shares.seller == 0:
        # Two rounded shares may exceed or fall short of the whole by one: the larger one carries the rest.
        if shares.deposit:
            return Shares(deposit=paid_back)
        return Shares(revenue=paid_back - vat, vat=vat)
    return Shares(paid_back - revenue - vat - deposit, revenue, vat, deposit)


def _until(share: int, gross: int, paid_back: int) -> int:
    """Half-up of the share in proportion."""
    return (2 * share * paid_back + gross) // (2 * gross)
