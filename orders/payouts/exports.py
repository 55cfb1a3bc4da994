"""A seller's orders for a spreadsheet: CSV and XLSX, the same rows; two queries however many there are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.money import Money, is_arabic
from orders.models import Order, Seller
from orders.payouts import csvs

CHUNK = 500


def orders_of(seller: Seller) -> QuerySet[Order]:
    return Order.objects.filter(seller=seller).prefetch_related("lines").order_by("-placed_at", "-pk")


def orders_csv(seller: Seller) -> bytes:
    rows = ([_plain(cell) for cell in row] for row in _rows(seller))
    return csvs.write(_head(), rows)


def orders_xlsx(seller: Seller) -> bytes:
    """Amounts are numbers, dates are dates, text is never a formula; the sheet runs with the language."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Orders"))
    sheet.sheet_view.rightToLeft = is_arabic()
    sheet.freeze_panes = "A2"
    head = []
    for name in _head():
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for row in _rows(seller):
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head() -> list[str]:
    return [
        gettext("Order number"),
        gettext("Ordered on"),
        gettext("Paid on"),
        gettext("State"),
        gettext("Buyer"),
        pgettext("statement", "Title"),
        gettext("Currency"),
        gettext("Before VAT"),
        gettext("VAT"),
        gettext("Total"),
        gettext("Our commission"),
        gettext("VAT on our commission"),
        gettext("Your share"),
        pgettext("statement", "Paid back"),
        gettext("Promised for"),
    ]


def _rows(seller: Seller) -> Iterator[list[Any]]:
    for order in orders_of(seller).iterator(chunk_size=CHUNK):
        lines = list(order.lines.all())
        sums = [
            sum(getattr(line, name) for line in lines)
            for name in ("commission", "commission_vat", "share_seller")
        ]
        amounts = [order.net, order.vat, order.total, *sums, order.refunded]
        yield [
            order.number,
            _day(order.placed_at),
            _day(order.paid_at),
            str(order.status.label),
            order.buyer_name,
            lines[0].description if lines else "",
            order.currency,
            *(Money(minor, order.currency) for minor in amounts),
            _day(order.promised_at),
        ]


def _day(moment: Any) -> Any:
    return timezone.localtime(moment).date() if moment else ""


def _plain(value: Any) -> Any:
    return value.plain if isinstance(value, Money) else value


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, Money):
        cell = WriteOnlyCell(sheet)
        cell.value = Decimal(value.plain)
        cell.number_format = "#,##0." + "0" * value.exponent if value.exponent else "#,##0"
        return cell
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"  # openpyxl takes a text that starts with = for a formula
        return cell
    return value
