"""Reading a provider's settlement report: columns by data, every odd row told apart. No database here."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from core.digits import western
from core.money import EXPONENTS
from orders.payouts import csvs
from orders.payouts.bankfile import why
from orders.payouts.enums import RowKind
from orders.payouts.exceptions import ProviderMapMissing, ReportRefused

PLACE: Final = Path(__file__).parent / "data" / "settlements.toml"
LARGEST: Final = 10**15  # minor units; more is a slip of the columns
_SEPARATORS: Final = str.maketrans({"٫": ".", "٬": "", ",": "", "−": "-", " ": ""})


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each fact stands; the first column that the file has counts."""

    unit: str
    key: Sequence[str]
    kind: Sequence[str]
    payments: Sequence[str]
    refunds: Sequence[str]
    amount: Sequence[str]
    fee: Sequence[str]
    currency: Sequence[str]
    reference: Sequence[str]
    provider_reference: Sequence[str]
    at: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as read. `fault` says why it cannot be used; its amounts are then zero."""

    line: int
    key: str
    kind: RowKind
    reference: str = ""
    provider_reference: str = ""
    amount: int = 0
    fee: int = 0
    currency: str = ""
    at: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    lines: Sequence[Line]
    repeated: Sequence[int]  # lines whose key stood in the file before


@cache
def maps() -> dict[str, ColumnMap]:
    data = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return {name: ColumnMap(**columns) for name, columns in data.items()}


def providers() -> list[str]:
    return list(maps())


def read(content: bytes, provider: str) -> Report:
    """Raises ProviderMapMissing, ReportRefused; a bad row is no error of the report."""
    try:
        columns = maps()[provider]
    except KeyError as error:
        raise ProviderMapMissing(provider=provider) from error
    try:
        head, rows = csvs.read(content)
        _check_head(head, columns)
        lines = [_line(number, row, columns) for number, row in rows]
    except csvs.Unreadable as error:
        raise ReportRefused(why=why(error)) from error
    if not lines:
        raise ReportRefused(why=_("it has a header and no rows."))
    return _without_repeats(lines)


def _check_head(head: Sequence[str], columns: ColumnMap) -> None:
    needed = (columns.key, columns.amount, columns.currency)
    missing = [names[0] for names in needed if not set(names) & set(head)]
    if missing:
        raise ReportRefused(why=_("the column %(names)s is missing.") % {"names": ", ".join(missing)})


def _without_repeats(lines: Sequence[Line]) -> Report:
    seen: set[str] = set()
    kept, repeated = [], []
    for line in lines:
        if line.key in seen:
            repeated.append(line.line)
        else:
            seen.add(line.key)
            kept.append(line)
    return Report(kept, repeated)


def _line(number: int, row: dict[str, str], columns: ColumnMap) -> Line:
    key = _cell(row, columns.key)[:120]
    if "" in row or not key:
        return Line(number, key or f"line:{number}", RowKind.OTHER, fault="cut")
    currency = _cell(row, columns.currency).upper()
    if currency not in EXPONENTS:
        return Line(number, key, RowKind.OTHER, fault="currency")
    amount = _minor(_cell(row, columns.amount), currency, columns.unit)
    fee = _minor(_cell(row, columns.fee) or "0", currency, columns.unit)
    if amount is None or fee is None:
        return Line(number, key, RowKind.OTHER, currency=currency, fault="amount")
    kind = _kind(_cell(row, columns.kind).lower(), amount, columns)
    return Line(
        line=number,
        key=key,
        kind=kind,
        reference=_cell(row, columns.reference)[:60],
        provider_reference=_cell(row, columns.provider_reference)[:120],
        amount=-abs(amount) if kind == RowKind.REFUND else amount,
        fee=fee,
        currency=currency,
        at=_when(_cell(row, columns.at)),
    )


def _cell(row: dict[str, str], names: Sequence[str]) -> str:
    return next((western(row[name]) for name in names if row.get(name)), "")


def _kind(word: str, amount: int, columns: ColumnMap) -> RowKind:
    if not columns.payments or not word:
        return RowKind.PAYMENT if amount > 0 else RowKind.REFUND
    if word in columns.payments:
        return RowKind.PAYMENT
    return RowKind.REFUND if word in columns.refunds else RowKind.OTHER


def _minor(text: str, currency: str, unit: str) -> int | None:
    """Exactly, or None: a part of a halala, a word, an absurd sum."""
    try:
        value = Decimal(text.translate(_SEPARATORS))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    minor = value if unit == "minor" else value.scaleb(EXPONENTS[currency])
    if minor != minor.to_integral_value() or abs(minor) > LARGEST:
        return None
    return int(minor)


def _when(text: str) -> datetime | None:
    try:
        moment: Any = parse_datetime(text)
        day = None if moment else parse_date(text[:10])
    except ValueError:
        return None
    if day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
