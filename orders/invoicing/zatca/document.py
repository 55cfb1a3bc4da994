"""What a document says, before it becomes XML. Amounts are decimals in the document's currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

HALALA = Decimal("0.01")
PLACES = {"KWD": Decimal("0.001"), "BHD": Decimal("0.001"), "OMR": Decimal("0.001"), "JPY": Decimal(1)}


def rounded(amount: Decimal, currency: str = "SAR") -> Decimal:
    """Half up, on final figures only; two decimals, or as many as the currency has."""
    return amount.quantize(PLACES.get(currency, HALALA), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Place:
    """A national address by the invoice's names; `additional` is the plot, `district` the subdivision."""

    street: str = ""
    building: str = ""
    additional: str = ""
    district: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = "SA"


@dataclass(frozen=True, slots=True)
class Party:
    name: str = ""
    vat_number: str = ""
    scheme: str = ""
    registration: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Line:
    """`net` is after discounts and before VAT; `rate` in per cent; `reason_code` where the rate is not S."""

    name: str
    net: Decimal
    category: str = "S"
    rate: Decimal = Decimal(15)
    reason_code: str = ""
    reason: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = "PCE"

    def vat(self, currency: str) -> Decimal:
        return rounded(self.net * self.rate / 100, currency)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """All lines of one category and rate: VAT is rounded once, on their sum."""

    category: str
    rate: Decimal
    reason_code: str
    reason: str
    taxable: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class EInvoice:
    """One document: 388 invoice, 381 credit note, 383 debit note.

    `previous_hash` and `counter` place it in its chain; `original` is the number that a note corrects;
    `paid` is what the buyer pays in all: where that is not taxable + VAT to the last unit, the difference
    stands as the payable rounding amount. `sar_rate` is SAR for one unit of the currency.
    """

    number: str
    uuid: str
    issued_at: datetime
    supplied_on: date
    counter: int
    previous_hash: str
    seller: Party
    buyer: Party
    lines: Sequence[Line]
    type_code: str = "388"
    simplified: bool = True
    third_party: bool = False
    summary: bool = False
    export: bool = False
    currency: str = "SAR"
    original: str = ""
    reason: str = ""
    paid: Decimal | None = None
    payment_code: str = "10"
    note: str = ""
    sar_rate: Decimal = Decimal(1)

    @property
    def flags(self) -> str:
        """NNPNESB: kind, third party, nominal, export, summary, self-billed (BR-KSA-06)."""
        kind = "02" if self.simplified else "01"
        return f"{kind}{int(self.third_party)}0{int(self.export)}{int(self.summary)}0"

    @property
    def issued_utc(self) -> datetime:
        return self.issued_at.astimezone(UTC)

    @property
    def subtotals(self) -> list[Subtotal]:
        groups: dict[tuple[str, Decimal, str, str], Decimal] = {}
        for line in self.lines:
            key = (line.category, line.rate, line.reason_code, line.reason)
            groups[key] = groups.get(key, Decimal(0)) + line.net
        return [
            Subtotal(category, rate, code, reason, net, rounded(net * rate / 100, self.currency))
            for (category, rate, code, reason), net in groups.items()
        ]

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return sum((subtotal.vat for subtotal in self.subtotals), Decimal(0))

    @property
    def vat_sar(self) -> Decimal:
        return rounded(self.vat * self.sar_rate)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def payable_rounding(self) -> Decimal:
        return Decimal(0) if self.paid is None else self.paid - self.gross
