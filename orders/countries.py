"""What a sale to a country owes its buyer: rate, supplier and terms, read from `orders/data/countries.toml`.

Pure: the data is parsed once, nothing here knows the database. Rates are basis points, terms are days
(hours for a slip of the keyboard). Nothing here is legal advice; each law says how sure its entry is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data" / "countries.toml"
DEFAULT: Final = "default"
WHOLE: Final = 10_000


class Exemption(StrEnum):
    """Where a change of mind does not reach. A fault does, always."""

    MADE_TO_ORDER = "made_to_order"
    DAMAGED_BY_BUYER = "damaged_by_buyer"
    PERISHABLE = "perishable"
    USED = "used"
    MEDIA = "media"
    PRINTED = "printed"
    LODGING = "lodging"
    ENJOYED = "enjoyed"


class Confidence(StrEnum):
    READ = "read"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Law:
    """The law that a term stands in, with the articles by subject; `note` says how far to trust it."""

    name_ar: str
    name_en: str
    confidence: Confidence
    note: str
    articles: Mapping[str, str] = field(hash=False)

    def name(self, language: str) -> str:
        return self.name_ar if language.startswith("ar") else self.name_en

    def article(self, subject: str) -> str:
        """Its number, "" where none is known."""
        return self.articles.get(subject, "")


@dataclass(frozen=True, slots=True)
class Country:
    """`code` is ISO 3166 alpha-2, as asked for (so an unknown country keeps its own code)."""

    code: str
    currency: str
    vat_bps: int
    deemed_supplier: bool
    late_days: int
    withdrawal_days: int
    withdrawal_exceptions: frozenset[Exemption]
    fault_days: int
    input_error_hours: int
    law: Law
    known: bool = True

    @property
    def name(self) -> str:
        """In the active language; the code itself where the world has no such country."""
        # Only the name needs Django, and the rule books that stand on this module must not.
        from django_countries import countries  # noqa: PLC0415

        return str(countries.name(self.code)) or self.code


def _law(row: Mapping[str, Any]) -> Law:
    return Law(
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        confidence=Confidence(row["confidence"]),
        note=row["note"],
        articles=MappingProxyType(dict(row["articles"])),
    )


def _country(code: str, row: Mapping[str, Any], *, known: bool) -> Country:
    """Raises ValueError when the data is not what the code can keep."""
    if not re.fullmatch(r"[A-Z]{3}", row["currency"]):
        raise ValueError(f"{code}: no currency {row['currency']}")
    terms = {name: row[name] for name in ("late_days", "withdrawal_days", "fault_days", "input_error_hours")}
    if not 0 <= row["vat_bps"] <= WHOLE or min(terms.values()) < 0:
        raise ValueError(f"{code}: a rate or a term is out of bounds")
    return Country(
        code=code,
        currency=row["currency"],
        vat_bps=row["vat_bps"],
        deemed_supplier=row["deemed_supplier"],
        withdrawal_exceptions=frozenset(Exemption(name) for name in row["exceptions"]),
        law=_law(row["law"]),
        known=known,
        **terms,
    )


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return MappingProxyType(tomllib.loads(DATA.read_text(encoding="utf-8")))


def known() -> tuple[Country, ...]:
    """Every country of the table, in its order."""
    return tuple(country(code) for code in _rows() if code != DEFAULT)


@cache
def country(code: str) -> Country:
    """By its two letters, in either case. One that the table does not know gets the cautious default:
    the longest common term of withdrawal, no VAT, no deemed supplier."""
    code = code.strip().upper()
    row = _rows().get(code)
    return _country(code, row or _rows()[DEFAULT], known=row is not None)
