"""What a sale costs: the single source for premium and VAT. Pure arithmetic, no Django.

All amounts are whole minor units (halalas, fils), rates are basis points. Rounding is half-up on
final figures; VAT is computed on the document's taxable sum, never summed from rounded lines
(ZATCA security and data standard, section 10). Nothing here depends on a currency's exponent.
"""

from __future__ import annotations

from dataclasses import dataclass

BPS = 10_000
SAUDI_VAT_BPS = 1_500

Tier = tuple[int | None, int]


def portion(amount: int, bps: int) -> int:
    """`bps` basis points of `amount`, half-up."""
    return (2 * amount * bps + BPS) // (2 * BPS)


@dataclass(frozen=True, slots=True)
class FeePolicy:
    """Marginal premium tiers, as (up to this hammer price, rate); the last one is open (None).

    Raises ValueError when tiers do not rise, or a rate lies outside 0 to 100 percent.
    """

    premium_tiers: tuple[Tier, ...]
    vat_bps: int = SAUDI_VAT_BPS

    def __post_init__(self) -> None:
        bounds = [bound for bound, _ in self.premium_tiers]
        closed = [bound for bound in bounds[:-1] if bound is not None]
        rising = all(low < high for low, high in zip([0, *closed], closed, strict=False))
        if not bounds or bounds[-1] is not None or len(closed) != len(bounds) - 1 or not rising:
            raise ValueError("Premium tiers rise from zero and end with an open one.")
        if any(not 0 <= rate <= BPS for rate in (self.vat_bps, *(rate for _, rate in self.premium_tiers))):
            raise ValueError("A rate lies between 0 and 10,000 basis points.")


@dataclass(frozen=True, slots=True)
class Bill:
    """What a hammer price comes to; `vat` is on hammer and premium together."""

    hammer: int
    premium: int
    vat: int
    total: int
    vat_bps: int

    @property
    def net(self) -> int:
        return self.hammer + self.premium

    @property
    def hammer_vat(self) -> int:
        """The hammer line's share of the VAT; the premium line carries the rest."""
        return portion(self.hammer, self.vat_bps)

    @property
    def premium_vat(self) -> int:
        return self.vat - self.hammer_vat


@dataclass(frozen=True, slots=True)
class Split:
    """A price with VAT inside, taken apart."""

    net: int
    vat: int
    gross: int


def policy_for(exponent: int, vat_bps: int = SAUDI_VAT_BPS) -> FeePolicy:
    """The house's tiers in the minor units of a currency with this many decimals."""
    unit = 10**exponent
    return FeePolicy(
        premium_tiers=((500_000 * unit, 1_800), (2_000_000 * unit, 1_500), (None, 1_200)), vat_bps=vat_bps
    )


DEFAULT_POLICY = policy_for(2)
"""18% to 500,000, 15% to 2,000,000, 12% above, in a currency of two decimals."""


def premium(hammer: int, policy: FeePolicy = DEFAULT_POLICY) -> int:
    """The buyer's premium, each tier on its own slice, rounded once at the end."""
    weighted, floor = 0, 0
    for bound, rate in policy.premium_tiers:
        ceiling = hammer if bound is None else min(hammer, bound)
        weighted += max(ceiling - floor, 0) * rate
        floor = max(floor, ceiling)
    return (2 * weighted + BPS) // (2 * BPS)


def lot_bill(hammer: int, policy: FeePolicy = DEFAULT_POLICY) -> Bill:
    """The whole bill of a sold lot. Raises ValueError on a negative hammer price."""
    if hammer < 0:
        raise ValueError("A hammer price is not negative.")
    extra = premium(hammer, policy)
    vat = portion(hammer + extra, policy.vat_bps)
    return Bill(hammer=hammer, premium=extra, vat=vat, total=hammer + extra + vat, vat_bps=policy.vat_bps)


def price_with_vat_split(total: int, bps: int = SAUDI_VAT_BPS) -> Split:
    """Takes a price that includes VAT apart; the two parts always sum to it."""
    vat = (2 * total * bps + BPS + bps) // (2 * (BPS + bps))
    return Split(net=total - vat, vat=vat, gross=total)


def price_without_vat(net: int, bps: int = SAUDI_VAT_BPS) -> Split:
    """Adds VAT to a price that does not include it."""
    vat = portion(net, bps)
    return Split(net=net, vat=vat, gross=net + vat)


def highest_hammer_within(budget: int, policy: FeePolicy = DEFAULT_POLICY) -> int:
    """The highest hammer price whose total stays within `budget`; 0 when nothing fits."""
    low, high = 0, max(budget, 0)
    while low < high:
        middle = (low + high + 1) // 2
        if lot_bill(middle, policy).total <= budget:
            low = middle
        else:
            high = middle - 1
    return low
