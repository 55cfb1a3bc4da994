"""What a rule is, and the invoice as a rule looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from orders.invoicing.zatca import reading
from orders.invoicing.zatca.names import NOTES
from orders.invoicing.zatca.reading import Element

SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold, and what is wrong, in both languages."""

    code: str
    ar: str
    en: str


class View:
    """The invoice by the names that rules use."""

    def __init__(self, root: Element, now: datetime) -> None:
        self.root = root
        self.now = now

    def text(self, path: str) -> str:
        return reading.text(self.root, path)

    def number(self, path: str) -> Decimal | None:
        return reading.number(self.root, path)

    def found(self, path: str) -> Sequence[Element]:
        return reading.found(self.root, path)

    def attribute(self, path: str, name: str) -> str:
        elements = self.found(path)
        return elements[0].get(name, "") if elements else ""

    @property
    def flags(self) -> str:
        return self.attribute("cbc:InvoiceTypeCode", "name")

    @property
    def type_code(self) -> str:
        return self.text("cbc:InvoiceTypeCode")

    @property
    def simplified(self) -> bool:
        return self.flags.startswith("02")

    @property
    def standard(self) -> bool:
        return self.flags.startswith("01")

    @property
    def export(self) -> bool:
        return self.flags[4:5] == "1"

    @property
    def note(self) -> bool:
        return self.type_code in NOTES

    @property
    def lines(self) -> Sequence[Element]:
        return self.found("cac:InvoiceLine")

    def country(self, party: str) -> str:
        return self.text(f"{party}/cac:PostalAddress/cac:Country/cbc:IdentificationCode")


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    holds: Callable[[View], bool]
    ar: str
    en: str
