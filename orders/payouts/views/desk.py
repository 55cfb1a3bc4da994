"""The seller's money desk: what needs me now, the year, balances, rows of the books, payouts, exports."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from core.money import Money
from core.pages import paginate
from orders import attention
from orders.models import LedgerEntry, Order
from orders.payouts import csvs, exports, figures, queries
from orders.payouts.balances import balances_of
from orders.payouts.forms import EntriesFilter
from orders.payouts.statements import Kind, kind_of
from orders.payouts.views.access import Desk, download

PER_PAGE = 30
LATEST = 5
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@login_required
def home(request: SignedIn) -> HttpResponse:
    desk = Desk(request)
    years = figures.years_of(desk.seller)
    context = desk.context(
        "home",
        needs=attention.needs_of(desk.seller, request.user),
        balances=balances_of(desk.seller),
        years=[(year, figures.plot_of(year)) for year in years],
        latest=Order.objects.filter(seller=desk.seller, paid_at__isnull=False)
        .prefetch_related("lines")
        .order_by("-paid_at", "-pk")[:LATEST],
        payouts=queries.payouts_to(desk.seller)[:LATEST],
    )
    return render(request, "payouts/desk_home.html", context)


@require_GET
@login_required
def entries(request: SignedIn) -> HttpResponse:
    """Every row in the seller's name, by balance and currency."""
    desk = Desk(request)
    balances = balances_of(desk.seller)
    form, rows = _filtered(request, desk, [balance.currency for balance in balances])
    page = paginate(rows, request, PER_PAGE)
    shown = [(row, kind_of(row.event), Money(-row.amount, row.currency)) for row in page.object_list]
    context = desk.context("entries", page=page, rows=shown, form=form, balances=balances)
    return render(request, "payouts/entry_list.html", context)


@require_GET
@login_required
def entries_csv(request: SignedIn) -> HttpResponse:
    desk = Desk(request)
    balances = balances_of(desk.seller)
    _form, rows = _filtered(request, desk, [balance.currency for balance in balances])
    head = [
        gettext("Date"),
        pgettext("statement", "Kind"),
        gettext("Balance"),
        gettext("Order number"),
        gettext("Amount"),
        gettext("Currency"),
    ]
    content = csvs.write(head, _cells(rows.iterator(chunk_size=1_000)))
    return download(content, f"entries-{desk.seller.slug}.csv", CSV)


@require_GET
@login_required
def payouts(request: SignedIn) -> HttpResponse:
    desk = Desk(request)
    page = paginate(queries.payouts_to(desk.seller), request, PER_PAGE)
    account = queries.account_in_use(desk.seller)
    context = desk.context("payouts", page=page, account=account, balances=balances_of(desk.seller))
    return render(request, "payouts/payout_list.html", context)


@require_GET
@login_required
def orders_export(request: SignedIn, ending: str) -> HttpResponse:
    desk = Desk(request)
    name = f"orders-{desk.seller.slug}-{timezone.localdate():%Y-%m-%d}.{ending}"
    if ending == "csv":
        return download(exports.orders_csv(desk.seller), name, CSV)
    if ending == "xlsx":
        return download(exports.orders_xlsx(desk.seller), name, XLSX)
    raise Http404


def _filtered(
    request: SignedIn, desk: Desk, currencies: list[str]
) -> tuple[EntriesFilter, QuerySet[LedgerEntry]]:
    form = EntriesFilter(request.GET or None, currencies=currencies)
    form.is_valid()
    rows = queries.entries_of(desk.seller, account=form.chosen("balance"), currency=form.chosen("currency"))
    return form, rows


def _cells(rows: Iterable[LedgerEntry]) -> Iterable[list[object]]:
    for row in rows:
        yield [
            timezone.localtime(row.booked_at).date(),
            Kind(kind_of(row.event)).label,
            row.get_account_display(),
            row.order.number if row.order else "",
            Money(-row.amount, row.currency).plain,
            row.currency,
        ]
