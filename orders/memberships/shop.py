"""What the pages show of the offer: tiers with their benefits in words, and what each would cost this reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.money import Money
from orders.commission import RATES
from orders.enums import LineKind
from orders.memberships import queries, rules, terms
from orders.memberships.enums import SERVED, Audience, Period
from orders.memberships.models import Membership, Tier, TierPrice
from orders.models import Seller

HOME_CURRENCY = "SAR"
BPS_A_PERCENT = 100
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """A price as it is told: by the month, or by the year with what that saves."""

    price: TierPrice
    saved: Money | None = None

    @property
    def money(self) -> Money:
        return self.price.money

    @property
    def period(self) -> Period:
        return self.price.span


@dataclass(frozen=True, slots=True)
class Card:
    tier: Tier
    benefits: Sequence[str]
    offers: Sequence[Offer]
    held: bool = False

    @property
    def other_name(self) -> str:
        """The name in the language that the page is not in."""
        arabic = (get_language() or "ar").startswith("ar")
        return (self.tier.name_en if arabic else self.tier.name_ar) or ""


@dataclass(frozen=True, slots=True)
class Section:
    """`holders` are the memberships that the reader has here, `sellers` those that they may join for."""

    audience: Audience
    cards: Sequence[Card]
    holders: Sequence[Membership] = ()
    sellers: Sequence[Seller] = field(default_factory=tuple)

    @property
    def open(self) -> bool:
        """Whether this reader may join here."""
        return bool(self.sellers) if self.audience.sells else not self.holders


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to change a running membership, with what it costs today."""

    card: Card
    offer: Offer
    change: terms.Change
    charge: Money
    credit: Money


def sections(user: Any) -> list[Section]:
    """The whole offer for a reader, the two audiences of the trade before the collectors; nothing offered, none."""
    currency = _currency(user)
    held = [one for one in queries.with_details(queries.living_of(user)) if one.state in SERVED]
    sellers = list(queries.sellers_to_join(user))
    tiers = list(queries.offered())
    found = [
        Section(
            audience=audience,
            cards=[_card(tier, currency, held) for tier in tiers if tier.audience == audience],
            holders=[one for one in held if one.tier.audience == audience],
            sellers=[one for one in sellers if rules.audience_of(one) is audience],
        )
        for audience in Audience
    ]
    return [section for section in found if section.cards or section.holders]


def choices(membership: Membership, today: date) -> list[Choice]:
    """Every other price of the same audience in the membership's currency."""
    cards = [
        _card(tier, membership.currency, [membership]) for tier in queries.offered(_audience(membership))
    ]
    here, credit = (membership.tier_id, membership.period), queries.credit_of(membership, today)
    return [
        _choice(card, offer, membership, credit)
        for card in cards
        for offer in card.offers
        if (card.tier.pk, offer.price.period) != here
    ]


def benefits(tier: Tier) -> list[str]:
    """In whole sentences, in the reader's language."""
    found = []
    if tier.audience != Audience.COLLECTOR:
        found += [_commission(tier), _listing(tier)]
    if tier.early_hours:
        found.append(
            ngettext(
                "You see new works %(hours)s hour before everybody.",
                "You see new works %(hours)s hours before everybody.",
                tier.early_hours,
            )
            % {"hours": tier.early_hours}
        )
    if tier.priority_support:
        found.append(_("Your questions are answered first."))
    return found


def _commission(tier: Tier) -> str:
    fixed = terms.commission(RATES[LineKind.ITEM], tier.commission_bps)
    auction = terms.commission(RATES[LineKind.HAMMER], tier.auction_commission_bps)
    return _("Commission: %(fixed)s on fixed prices, %(auction)s at auction.") % {
        "fixed": _percent(fixed),
        "auction": _percent(auction),
    }


def _listing(tier: Tier) -> str:
    if tier.listing_limit is None:
        return _("As many works on show as you like.")
    return ngettext(
        "Up to %(count)s work on show at once.", "Up to %(count)s works on show at once.", tier.listing_limit
    ) % {"count": f"{tier.listing_limit:,}"}


def _percent(bps: int) -> str:
    return f"{bps / BPS_A_PERCENT:g}%"


def _card(tier: Tier, currency: str, held: Sequence[Membership]) -> Card:
    prices = list(tier.prices.all())
    mine = [price for price in prices if price.currency == currency]
    shown = mine or [price for price in prices if price.currency == HOME_CURRENCY]
    monthly = next((price.amount for price in shown if price.span is Period.MONTH), 0)
    return Card(
        tier=tier,
        benefits=benefits(tier),
        offers=[_offer(price, monthly) for price in sorted(shown, key=lambda one: one.span.months)],
        held=any(one.tier_id == tier.pk for one in held),
    )


def _offer(price: TierPrice, monthly: int) -> Offer:
    saved = monthly * MONTHS_A_YEAR - price.amount if price.span is Period.YEAR else 0
    return Offer(price, Money(saved, price.currency) if saved > 0 else None)


def _choice(card: Card, offer: Offer, membership: Membership, unused: int) -> Choice:
    made = queries.change_to(membership, offer.price, unused)
    currency = membership.currency
    return Choice(card, offer, made, Money(made.charge, currency), Money(made.credit, currency))


def _audience(membership: Membership) -> Audience:
    return Audience(membership.tier.audience)


def _currency(user: Any) -> str:
    return str(getattr(user, "currency", "") or HOME_CURRENCY)
