"""A seller's months: the list, each one as a page, on paper, for a spreadsheet."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from core import dates
from core.money import EXPONENTS
from core.pages import paginate
from orders.payouts import statement_files
from orders.payouts.statements import Statement, before, months_of, statement_of
from orders.payouts.views.access import Desk, download
from orders.payouts.views.desk import CSV

MONTHS_A_PAGE = 24
OLDEST = 2020


@require_GET
@login_required
def statements(request: SignedIn) -> HttpResponse:
    desk = Desk(request)
    page = paginate(months_of(desk.seller), request, MONTHS_A_PAGE)
    rows = [(month, dates.gregorian_text(month).split(" ", 1)[1], codes) for month, codes in page.object_list]
    context = desk.context("statements", page=page, months=rows, running=timezone.localdate().replace(day=1))
    return render(request, "payouts/statement_list.html", context)


@require_GET
@login_required
def statement(request: SignedIn, year: int, month: int, currency: str) -> HttpResponse:
    desk = Desk(request)
    found = _statement(desk, year, month, currency)
    context = desk.context(
        "statements",
        statement=found,
        rows=[(one, statement_files.title_of(one)) for one in found.movements],
        month_name=statement_files.month_name(found),
        earlier=before(found.month, 1),
        running=found.month == timezone.localdate().replace(day=1),
    )
    return render(request, "payouts/statement_detail.html", context)


@require_GET
@login_required
def statement_file(request: SignedIn, year: int, month: int, currency: str, ending: str) -> HttpResponse:
    found = _statement(Desk(request), year, month, currency)
    if ending == "pdf":
        name = statement_files.file_name(found, "pdf")
        return download(statement_files.pdf(found), name, "application/pdf")
    return download(statement_files.csv(found), statement_files.file_name(found, "csv"), CSV)


def _statement(desk: Desk, year: int, month: int, currency: str) -> Statement:
    """Http404 for a month that has not begun, or none at all, and for a currency that we do not know."""
    today = timezone.localdate()
    if currency not in EXPONENTS or not OLDEST <= year <= today.year or not 1 <= month <= 12:  # noqa: PLR2004
        raise Http404
    first = date(year, month, 1)
    if first > today:
        raise Http404
    return statement_of(desk.seller, currency, first)
