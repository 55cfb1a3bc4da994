"""The lines of a bill before it is an order: from a price or a hammer price, described in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.bidi import clean_line
from core.money import Money
from orders import fees
from orders.enums import LineKind


@dataclass(frozen=True, slots=True)
class LineDraft:
    """Amounts in minor units; `gross` is net and VAT together."""

    kind: LineKind
    description_ar: str
    description_en: str
    net: int
    vat_bps: int
    vat: int

    @property
    def gross(self) -> int:
        return self.net + self.vat


def item_lines(
    *, price: Money, title_ar: str, title_en: str, vat_bps: int = fees.SAUDI_VAT_BPS
) -> list[LineDraft]:
    """A work at its fixed price, VAT included, as the page has told it."""
    split = fees.price_with_vat_split(price.minor, vat_bps)
    arabic, english = _titles(title_ar, title_en)
    return [LineDraft(LineKind.ITEM, arabic, english, split.net, vat_bps, split.vat)]


def lot_lines(
    *, hammer: Money, title_ar: str, title_en: str, policy: fees.FeePolicy | None = None
) -> list[LineDraft]:
    """A sold lot: hammer price and premium, VAT on both together."""
    bill = fees.lot_bill(hammer.minor, policy or fees.policy_for(hammer.exponent))
    arabic, english = _titles(title_ar, title_en)
    premium_ar, premium_en = both(_("Buyer's premium"))
    return [
        LineDraft(LineKind.HAMMER, arabic, english, bill.hammer, bill.vat_bps, bill.hammer_vat),
        LineDraft(LineKind.PREMIUM, premium_ar, premium_en, bill.premium, bill.vat_bps, bill.premium_vat),
    ]


def both(text: Promise | str) -> tuple[str, str]:
    """A translated text in Arabic and in English."""
    with override("ar"):
        arabic = str(text)
    with override("en"):
        english = str(text)
    return arabic, english


def _titles(arabic: str, english: str) -> tuple[str, str]:
    arabic, english = clean_line(arabic)[:300], clean_line(english)[:300]
    return arabic or english, english or arabic
