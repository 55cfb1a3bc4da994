"""A statement to keep: on paper, and for a spreadsheet, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

from core import dates
from core.money import Money, is_arabic
from core.pdf import Column, Sheet, isolate
from orders.payouts import csvs
from orders.payouts.statements import Kind, Movement, Statement
from orders.platform import platform


def month_name(statement: Statement) -> str:
    """ "نوفمبر 2026" or "November 2026"."""
    return dates.gregorian_text(statement.month).split(" ", 1)[1]


def file_name(statement: Statement, ending: str) -> str:
    month = f"{statement.month:%Y-%m}"
    return f"statement-{statement.seller.slug}-{month}-{statement.currency}.{ending}"


def pdf(statement: Statement) -> bytes:
    """A4, in the active language; the same statement gives the same bytes while nothing new is booked."""
    language = "ar" if is_arabic() else "en"
    title = gettext("Statement for %(month)s") % {"month": month_name(statement)}
    last = max((one.at for one in statement.movements), default=timezone.now())
    sheet = Sheet(language, title, created=last)
    sheet.heading(title)
    sheet.facts(_facts(statement))
    sheet.heading(gettext("In short"), level=2)
    sheet.table(
        [Column(gettext("What"), 3), Column(_amount_head(statement), 1, "end")], _summary(statement), totals=1
    )
    sheet.heading(gettext("Movement by movement"), level=2)
    if statement.movements:
        sheet.table(_columns(), [_row(one, statement) for one in statement.movements])
    else:
        sheet.text(gettext("Nothing moved in this month."))
    sheet.text(_explained(), quiet=True, points=7.5)
    sheet.footer(_house())
    return sheet.bytes()


def csv(statement: Statement) -> bytes:
    head = [
        gettext("Date"),
        pgettext("statement", "Kind"),
        gettext("Reference"),
        pgettext("statement", "Title"),
        pgettext("statement", "Price"),
        gettext("Our commission"),
        gettext("VAT on our commission"),
        pgettext("balance", "On hold"),
        pgettext("balance", "Available"),
        gettext("Currency"),
    ]
    return csvs.write(head, _csv_rows(statement))


def _csv_rows(statement: Statement) -> Iterable[list[object]]:
    def plain(minor: int) -> str:
        return Money(minor, statement.currency).plain

    opening = gettext("Opening balance"), plain(statement.opening_held), plain(statement.opening_due)
    yield [statement.month, opening[0], "", "", "", "", "", *opening[1:], statement.currency]
    for one in statement.movements:
        sale = [one.gross, -one.commission, -one.commission_vat] if one.kind == Kind.SALE else []
        yield [
            timezone.localtime(one.at).date(),
            one.label,
            one.name,
            title_of(one),
            *([plain(minor) for minor in sale] or ["", "", ""]),
            plain(one.held),
            plain(one.due),
            statement.currency,
        ]
    closing = gettext("Closing balance"), plain(statement.closing_held), plain(statement.closing_due)
    yield ["", closing[0], "", "", "", "", "", *closing[1:], statement.currency]


def title_of(movement: Movement) -> str:
    """In the reader's language, in the other one where that is missing."""
    arabic, english = movement.title_ar, movement.title_en
    return (arabic or english) if is_arabic() else (english or arabic)


def _facts(statement: Statement) -> list[tuple[str, str]]:
    seller = statement.seller
    legal = seller.legal_name_ar if is_arabic() else seller.legal_name_en
    rows = [
        (gettext("Seller"), legal or str(seller)),
        (gettext("VAT number"), seller.vat_number),
        (gettext("Month"), month_name(statement)),
        (gettext("Currency"), statement.currency),
        (gettext("Issued by"), _house()),
    ]
    return [(name, value) for name, value in rows if value]


def _house() -> str:
    us = platform()
    return us.name_ar if is_arabic() else us.name_en


def _amount_head(statement: Statement) -> str:
    return gettext("Amount, %(currency)s") % {"currency": statement.currency}


def _summary(statement: Statement) -> list[tuple[str, str]]:
    rows = [(gettext("Opening balance"), statement.opening), *statement.totals]
    rows.append((gettext("Closing balance"), statement.closing))
    return [(str(label), signed(amount.minor, statement.currency)) for label, amount in rows]


def _columns() -> list[Column]:
    return [
        Column(gettext("Date"), 1.5),
        Column(pgettext("statement", "Movement"), 2.2),
        Column(pgettext("statement", "Title"), 2.2),
        Column(gettext("Reference"), 2.4),
        Column(pgettext("balance", "On hold"), 1.7, "end"),
        Column(pgettext("balance", "Available"), 1.7, "end"),
    ]


def _row(one: Movement, statement: Statement) -> list[str]:
    day = timezone.localtime(one.at).date().isoformat()
    return [
        isolate(day, ltr=True),
        one.label,
        title_of(one),
        isolate(one.name, ltr=True),
        signed(one.held, statement.currency) if one.held else "",
        signed(one.due, statement.currency) if one.due else "",
    ]


def signed(minor: int, currency: str) -> str:
    """A number whose sign stays before it in both directions."""
    return isolate(Money(minor, currency).number(get_language(), full=True), ltr=True)


def _explained() -> str:
    return gettext(
        "Money is on hold until the work is delivered and the days for returning it are over; then it is "
        "available. A sale stands here with your share: its price less our commission."
    )
