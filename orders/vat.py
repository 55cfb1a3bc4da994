"""Which VAT a sale bears, and who supplies in the eyes of the law. Pure rules, no Django.

Sources: Saudi VAT Implementing Regulations, Art 47(3) (the platform is the deemed supplier of unregistered
resident sellers, since 1 January 2026) and Art 32 (exports); rates and the reach of the deeming rule are data
(`orders/data/countries.toml`). Category and reason are the e-invoice's codes.
"""

from __future__ import annotations

from dataclasses import dataclass

from orders.countries import country

HOME = "SA"
STANDARD, ZERO, OUTSIDE = "S", "Z", "O"
EXPORT_OF_GOODS = "VATEX-SA-32"
OUT_OF_SCOPE = "VATEX-SA-OOS"
PLATFORM, SELLER = "platform", "seller"


@dataclass(frozen=True, slots=True)
class Treatment:
    """`inside_bps` is the rate that a price with VAT carries inside: an export still starts from it."""

    bps: int
    inside_bps: int
    category: str
    reason: str
    country: str


def supplier(*, seller_country: str, registered: bool) -> str:
    """Who supplies a seller's work: the seller, or the platform in the seller's stead."""
    if registered or not country(seller_country).deemed_supplier:
        return SELLER
    return PLATFORM


def goods(*, seller_country: str, registered: bool, ship_to: str) -> Treatment:
    """A work, with what it costs to bring it. `ship_to` is the seller's country where it is picked up."""
    inside = _inside(seller_country, registered=registered)
    if not inside:
        return Treatment(0, 0, OUTSIDE, OUT_OF_SCOPE, seller_country)
    if ship_to != seller_country:
        reason = EXPORT_OF_GOODS if seller_country == HOME else "export"
        return Treatment(0, inside, ZERO, reason, seller_country)
    return Treatment(inside, inside, STANDARD, "", seller_country)


def services(*, seller_country: str, registered: bool) -> Treatment:
    """A workshop, a commission's milestone: taxed where the seller is."""
    inside = _inside(seller_country, registered=registered)
    if not inside:
        return Treatment(0, 0, OUTSIDE, OUT_OF_SCOPE, seller_country)
    return Treatment(inside, inside, STANDARD, "", seller_country)


def own() -> Treatment:
    """What the platform sells itself: premium, membership, commission to a resident."""
    rate = country(HOME).vat_bps
    return Treatment(rate, rate, STANDARD, "", HOME)


def deposit() -> Treatment:
    """Money that stays the bidder's."""
    return Treatment(0, 0, OUTSIDE, OUT_OF_SCOPE, HOME)


def commission_bps(*, seller_country: str, registered: bool) -> int:
    """The rate on the commission that is charged to a seller: none where the platform supplies in their stead
    (it buys from them, there is no commission to invoice), none on a service to somebody abroad."""
    return country(HOME).vat_bps if registered and seller_country == HOME else 0


def _inside(seller_country: str, *, registered: bool) -> int:
    """The rate of a sale at home; an unregistered seller charges none, unless the platform supplies."""
    if not registered and supplier(seller_country=seller_country, registered=registered) == SELLER:
        return 0
    return country(seller_country).vat_bps
