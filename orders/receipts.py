"""The receipt: everything that page, print and mail say, in both languages with the same numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.money import Money
from mailing.bilingual import Bilingual
from orders.enums import LineKind
from orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`label` names the line where the title stands above the bill already."""

    kind: LineKind
    what: Bilingual
    net: Money
    vat: Money
    gross: Money

    @property
    def label(self) -> str:
        return str(_("Price before VAT") if self.kind is LineKind.ITEM else self.kind.label)


@dataclass(frozen=True, slots=True)
class VatLine:
    """The VAT of one rate on its taxable sum."""

    bps: int
    net: Money
    vat: Money

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
        return self.lines[0].what


def receipt_of(order: Order) -> Receipt:
    lines = list(order.lines.all())
    currency = order.currency
    return Receipt(
        number=order.number,
        buyer=Bilingual(order.buyer_name_ar, order.buyer_name_en),
        seller=Bilingual(order.seller_name_ar, order.seller_name_en),
        seller_vat_number=order.seller_vat_number,
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        lines=[_line(line, currency) for line in lines],
        rates=_rates(lines, currency),
        net=Money(order.net, currency),
        vat=Money(order.vat, currency),
        total=Money(order.total, currency),
    )


def _line(line: OrderLine, currency: str) -> ReceiptLine:
    return ReceiptLine(
        kind=LineKind(line.kind),
        what=Bilingual(line.description_ar, line.description_en),
        net=Money(line.net, currency),
        vat=Money(line.vat, currency),
        gross=Money(line.gross, currency),
    )


def _rates(lines: Sequence[OrderLine], currency: str) -> list[VatLine]:
    nets: defaultdict[int, int] = defaultdict(int)
    vats: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        nets[line.vat_bps] += line.net
        vats[line.vat_bps] += line.vat
    return [VatLine(bps, Money(nets[bps], currency), Money(vats[bps], currency)) for bps in sorted(nets)]
