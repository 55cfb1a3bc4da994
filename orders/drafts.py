"""The lines of a bill before it is an order: from a price or a hammer price, described in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.bidi import clean_line
from core.money import Money
from orders import fees, vat
from orders.enums import LineKind
from orders.vat import STANDARD, Treatment


@dataclass(frozen=True, slots=True)
class LineDraft:
    """Amounts in minor units; `gross` is net and VAT together. `source` names the thing ("artwork:55")."""

    kind: LineKind
    description_ar: str
    description_en: str
    net: int
    vat_bps: int
    vat: int
    source: str = ""
    vat_category: str = STANDARD
    vat_reason: str = ""

    @property
    def gross(self) -> int:
        return self.net + self.vat


def item_lines(
    *,
    price: Money,
    title_ar: str,
    title_en: str,
    treatment: Treatment | None = None,
    source: str = "",
    kind: LineKind = LineKind.ITEM,
) -> list[LineDraft]:
    """A work at its fixed price, VAT included as the page has told it; sent abroad, the VAT comes off."""
    law = treatment or vat.own()
    split = fees.price_with_vat_split(price.minor, law.inside_bps)
    arabic, english = _titles(title_ar, title_en)
    tax = split.vat if law.bps == law.inside_bps else fees.portion(split.net, law.bps)
    return [_line(kind, (arabic, english), split.net, tax, law, source=source)]


def fee_line(
    *, kind: LineKind, net: Money, text_ar: str, text_en: str, treatment: Treatment, source: str = ""
) -> LineDraft:
    """Delivery, crating, insurance: told before VAT, which follows the goods."""
    arabic, english = _titles(text_ar, text_en)
    tax = fees.portion(net.minor, treatment.bps)
    return _line(kind, (arabic, english), net.minor, tax, treatment, source=source)


def lot_lines(
    *,
    hammer: Money,
    title_ar: str,
    title_en: str,
    policy: fees.FeePolicy | None = None,
    treatment: Treatment | None = None,
    source: str = "",
) -> list[LineDraft]:
    """A sold lot: hammer price and premium, VAT on both together.

    Sent abroad, or sold by somebody whose sale bears no VAT, the hammer price is without it; the premium is a
    service of ours in the Kingdom and keeps it.
    """
    policy = policy or fees.policy_for(hammer.exponent)
    bill = fees.lot_bill(hammer.minor, policy)
    arabic, english = _titles(title_ar, title_en)
    own = Treatment(policy.vat_bps, policy.vat_bps, vat.STANDARD, "", vat.HOME)
    law = own if treatment is None or treatment.bps == policy.vat_bps else treatment
    together = law is own
    hammer_vat = bill.hammer_vat if together else fees.portion(bill.hammer, law.bps)
    premium_vat = bill.premium_vat if together else fees.portion(bill.premium, policy.vat_bps)
    return [
        _line(LineKind.HAMMER, (arabic, english), bill.hammer, hammer_vat, law, source=source),
        _line(LineKind.PREMIUM, both(_("Buyer's premium")), bill.premium, premium_vat, own),
    ]


def both(text: Promise | str) -> tuple[str, str]:
    """A translated text in Arabic and in English."""
    with override("ar"):
        arabic = str(text)
    with override("en"):
        english = str(text)
    return arabic, english


def _line(
    kind: LineKind, text: tuple[str, str], net: int, tax: int, law: Treatment, *, source: str = ""
) -> LineDraft:
    return LineDraft(kind, *text, net, law.bps, tax, source, law.category, law.reason)


def _titles(arabic: str, english: str) -> tuple[str, str]:
    arabic, english = clean_line(arabic)[:300], clean_line(english)[:300]
    return arabic or english, english or arabic
