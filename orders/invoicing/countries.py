"""Documents by the issuer's country, read from `data/countries.toml`. Pure: nothing here knows the database."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from core.pdf.words import Two

DATA: Final = Path(__file__).parent / "data" / "countries.toml"
ZATCA: Final = "zatca"


@dataclass(frozen=True, slots=True)
class CountryRules:
    """`required` are the issuer's particulars without which nothing is issued."""

    code: str
    regime: str
    currency: str
    numbering: str
    required: tuple[str, ...]
    title: Two
    simplified: Two
    untaxed: Two
    credit: Two
    debit: Two
    vat: Two
    number: Two
    confidence: str
    note: str

    @property
    def zatca(self) -> bool:
        return self.regime == ZATCA

    def document_title(self, document: str, *, simplified: bool, taxed: bool) -> Two:
        """What stands above the document, in both languages."""
        if document == "credit_note":
            return self.credit
        if document == "debit_note":
            return self.debit
        if not taxed:
            return self.untaxed
        return self.simplified if simplified else self.title


@cache
def rules_of(code: str) -> CountryRules:
    """By its two letters; a country that the table does not know issues a plain invoice."""
    rows = _rows()
    row = {**rows["default"], **rows.get(code, {})}
    plain = ("regime", "currency", "numbering", "confidence", "note")
    pairs = ("title", "simplified", "untaxed", "credit", "debit", "vat", "number")
    values: dict[str, Any] = {name: row[name] for name in plain}
    values |= {name: Two(row[f"{name}_ar"], row[f"{name}_en"]) for name in pairs}
    return CountryRules(code=code, required=tuple(row["required"]), **values)


def known() -> tuple[CountryRules, ...]:
    return tuple(rules_of(code) for code in _rows() if code not in {"default", "rates"})


def rate(currency: str, home: str, given: Mapping[str, str] | None = None) -> Decimal | None:
    """Units of `home` for one of `currency`; None where the table has none. `given` overrides it."""
    if currency == home or not home:
        return Decimal(1)
    table = {**_rows()["rates"].get(home, {}), **(given or {})}
    return Decimal(table[currency]) if currency in table else None


@cache
def _rows() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(DATA.read_text(encoding="utf-8")))
