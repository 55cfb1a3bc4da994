"""The receipt: everything that page, print and mail say, in both languages with the same numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.money import Money
from mailing.bilingual import Bilingual
from orders.enums import LineKind, VatCategory
from orders.models import Order, OrderLine

SOLD = frozenset({LineKind.ITEM, LineKind.TICKET, LineKind.MILESTONE})
"""Lines that are the thing itself; a hammer price has a label of its own."""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`label` names the line where the title stands above the bill already: `alone`, or one of several."""

    kind: LineKind
    what: Bilingual
    net: Money
    vat: Money
    gross: Money
    alone: bool = True

    @property
    def label(self) -> str:
        if not self.alone:
            return str(self.what)
        return str(_("Price before VAT") if self.kind is LineKind.ITEM else self.kind.label)


@dataclass(frozen=True, slots=True)
class VatLine:
    """The VAT of one rate on its taxable sum. `category` is the e-invoice's code."""

    bps: int
    net: Money
    vat: Money
    category: str = VatCategory.STANDARD

    @property
    def percent(self) -> str:
        return f"{self.bps / 100:g}%"


@dataclass(frozen=True, slots=True)
class Receipt:
    number: str
    buyer: Bilingual
    seller: Bilingual
    seller_vat_number: str
    placed_at: datetime
    paid_at: datetime | None
    lines: Sequence[ReceiptLine]
    rates: Sequence[VatLine]
    net: Money
    vat: Money
    total: Money

    @property
    def title(self) -> Bilingual:
        """The first thing, and how many more there are."""
        first = self.lines[0].what
        more = sum(1 for line in self.lines if not line.kind.fee and line.kind is not LineKind.PREMIUM) - 1
        return Bilingual(f"{first.ar} +{more}", f"{first.en} +{more}") if more > 0 else first


def receipt_of(order: Order) -> Receipt:
    lines = list(order.lines.all())
    currency = order.currency
    alone = sum(line.kind in SOLD for line in lines) == 1
    return Receipt(
        number=order.number,
        buyer=Bilingual(order.buyer_name_ar, order.buyer_name_en),
        seller=Bilingual(order.seller_name_ar, order.seller_name_en),
        seller_vat_number=order.seller_vat_number,
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        lines=[_line(line, currency, alone=alone) for line in lines],
        rates=_rates(lines, currency),
        net=Money(order.net, currency),
        vat=Money(order.vat, currency),
        total=Money(order.total, currency),
    )


def _line(line: OrderLine, currency: str, *, alone: bool) -> ReceiptLine:
    return ReceiptLine(
        kind=LineKind(line.kind),
        what=Bilingual(line.description_ar, line.description_en),
        net=Money(line.net, currency),
        vat=Money(line.vat, currency),
        gross=Money(line.gross, currency),
        alone=alone or line.kind not in SOLD,
    )


def _rates(lines: Sequence[OrderLine], currency: str) -> list[VatLine]:
    nets: defaultdict[tuple[int, str], int] = defaultdict(int)
    vats: defaultdict[tuple[int, str], int] = defaultdict(int)
    for line in lines:
        nets[line.vat_bps, line.vat_category] += line.net
        vats[line.vat_bps, line.vat_category] += line.vat
    return [
        VatLine(bps, Money(nets[bps, category], currency), Money(vats[bps, category], currency), category)
        for bps, category in sorted(nets)
    ]
