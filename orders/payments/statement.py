"""A bank's statement as CSV: what arrived, and which transfer it may belong to. Proposes, decides nothing.

The first line names the columns, in Arabic or English; only money that came in is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Final

from core.bidi import clean_line
from core.digits import western
from core.errors import SoukError
from core.money import Money
from orders.payments.exceptions import StatementRowWrong, StatementUnreadable
from orders.payments.models import Transfer

COLUMNS: Final[dict[str, frozenset[str]]] = {
    "date": frozenset({"date", "value date", "booking date", "transaction date", "التاريخ", "تاريخ العملية"}),
    "amount": frozenset({"amount", "credit", "credit amount", "المبلغ", "دائن"}),
    "reference": frozenset({"reference", "transaction id", "bank reference", "المرجع", "رقم العملية"}),
    "text": frozenset({"description", "details", "narrative", "remarks", "الوصف", "التفاصيل", "البيان"}),
}
DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrival:
    line: int
    day: date
    amount: Money
    reference: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`sure`: the code is quoted and the amount is exact."""

    arrival: Arrival
    transfer: Transfer | None
    sure: bool


def arrivals(content: bytes, currency: str) -> list[Arrival]:
    """Raises StatementUnreadable, StatementRowWrong."""
    reader = csv.reader(StringIO(_text(content)), delimiter=_separator(content))
    heads = next(reader, [])
    places = _places(heads)
    rows: list[Arrival] = []
    for number, row in enumerate(reader, start=2):
        if number > MAX_ROWS:
            raise StatementUnreadable
        if any(cell.strip() for cell in row):
            rows.extend(_arrival(number, row, places, currency))
    return rows


def proposals(found: Iterable[Arrival], transfers: Iterable[Transfer]) -> list[Proposal]:
    """By the quoted code first; by the amount alone only where a single transfer waits for it."""
    waiting = list(transfers)
    by_code = {transfer.code: transfer for transfer in waiting}
    used: set[str] = set()
    told = []
    for arrival in found:
        match, sure = _match(arrival, by_code, [one for one in waiting if one.code not in used])
        if match:
            used.add(match.code)
        told.append(Proposal(arrival, match, sure))
    return told


def _match(
    arrival: Arrival, by_code: Mapping[str, Transfer], waiting: list[Transfer]
) -> tuple[Transfer | None, bool]:
    written = re.sub(r"[^A-Z0-9]", "", f"{arrival.reference} {arrival.text}".upper())
    quoted = next((one for code, one in by_code.items() if code in written), None)
    if quoted is not None:
        return quoted, _fits(arrival, quoted)
    same = [one for one in waiting if _fits(arrival, one)]
    return (same[0], False) if len(same) == 1 else (None, False)


def _fits(arrival: Arrival, transfer: Transfer) -> bool:
    return arrival.amount == Money(transfer.payment.amount, transfer.payment.currency)


def _text(content: bytes) -> str:
    """Banks write UTF-8, with or without a mark, or the Windows page of Arabic."""
    for encoding in ("utf-8-sig", "cp1256"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StatementUnreadable


def _separator(content: bytes) -> str:
    first = content.partition(b"\n")[0]
    return max((",", ";", "\t"), key=lambda sign: first.count(sign.encode()))


def _places(heads: list[str]) -> dict[str, int]:
    small = [head.strip().lower() for head in heads]
    places = {
        name: next((at for at, head in enumerate(small) if head in known), -1)
        for name, known in COLUMNS.items()
    }
    if min(places["date"], places["amount"]) < 0 or places["reference"] < 0:
        raise StatementUnreadable
    return places


def _arrival(number: int, row: list[str], places: Mapping[str, int], currency: str) -> Iterator[Arrival]:
    cells = {name: clean_line(row[at]) if 0 <= at < len(row) else "" for name, at in places.items()}
    amount = western(cells["amount"])
    if not amount or amount.startswith(("-", "(")) or not amount.strip("0., "):
        return  # money that left
    try:
        money = Money.parse(amount.lstrip("+ "), currency)
        day = _day(western(cells["date"]))
    except SoukError as error:
        raise StatementRowWrong(line=number, problem=error.text) from error
    except ValueError as error:
        raise StatementRowWrong(line=number, problem=cells["date"]) from error
    yield Arrival(number, day, money, western(cells["reference"])[:60], cells["text"])


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError(text)
