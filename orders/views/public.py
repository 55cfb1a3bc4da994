"""The buyer's pages: list, checkout, order, receipt. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from core.errors import SoukError
from core.pages import paginate
from orders import panels, providers, queries, rules, services, sources
from orders.enums import Delivery, LineKind, OrderState
from orders.exceptions import PaymentUnderWay
from orders.models import Order
from orders.receipts import receipt_of

PER_PAGE = 20


@require_GET
@login_required
def order_list(request: SignedIn) -> HttpResponse:
    page = paginate(queries.bought_by(request.user), request, PER_PAGE)
    cards = sources.cards(page.object_list)
    rows = [(order, cards.get(order.source)) for order in page.object_list]
    return render(request, "orders/order_list.html", {"page": page, "rows": rows})


@require_GET
@login_required
def sale_list(request: SignedIn) -> HttpResponse:
    """What the person's sellers sold, what waits for them first."""
    page = paginate(queries.sales_of(request.user), request, PER_PAGE)
    cards = sources.cards(page.object_list)
    rows = [(order, cards.get(order.source)) for order in page.object_list]
    return render(request, "orders/sale_list.html", {"page": page, "rows": rows})


@require_GET
@login_required
def order_detail(request: SignedIn, number: str) -> HttpResponse:
    order = _order(request, number)
    return render(request, "orders/order_detail.html", _context(request, order))


@require_GET
@login_required
def checkout(request: SignedIn, number: str) -> HttpResponse:
    """Where a waiting order is addressed and paid. A settled order shows its own page instead."""
    order = _own(request, number)
    if not order.status.payable:
        return redirect("orders:order", number)
    return redirect("checkout:order", number)


@require_POST
@login_required
def pay(request: SignedIn, number: str) -> HttpResponse:
    """On to the bank; a second click leads to the same payment. What is to be brought is addressed first."""
    order = _own(request, number)
    if _unaddressed(order):
        return redirect("orders:checkout", number)
    try:
        provider = request.POST.get("provider") or providers.default(order.currency, order.country)
        payment = services.start_payment(orders=[order], by=request.user, provider=provider)
        url = services.open_payment(payment=payment)
    except PaymentUnderWay:
        return redirect("orders:checkout", number)  # one payment covers this order and others
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("orders:order", number)
    return redirect(url or "orders:order", *([] if url else [number]))


@require_GET
@login_required
def pay_return(request: SignedIn, number: str) -> HttpResponse:
    """Back from the bank. The browser's word counts for nothing: the bank is asked."""
    order = _own(request, number)
    if open_one := queries.open_payment(order):
        services.check_payment(payment=open_one)
    order.refresh_from_db()
    last = order.payments.order_by("-pk").first()
    if last is not None and last.parts.count() > 1:
        return redirect("checkout:order", number)
    return redirect("orders:receipt" if order.status.settled else "orders:order", number)


@require_POST
@login_required
def check(request: SignedIn, number: str) -> HttpResponse:
    """Ask the bank again."""
    order = _own(request, number)
    for payment in queries.unanswered(order):
        services.check_payment(payment=payment)
    order.refresh_from_db()
    return redirect("orders:receipt" if order.status.settled else "orders:order", number)


@require_POST
@login_required
def cancel(request: SignedIn, number: str) -> HttpResponse:
    order = _own(request, number)
    try:
        services.cancel_order(order=order, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("orders:order", number)


@require_GET
@login_required
def receipt(request: SignedIn, number: str) -> HttpResponse:
    order = _order(request, number)
    if order.paid_at is None:
        raise Http404
    return render(request, "orders/order_receipt.html", {"order": order, "receipt": receipt_of(order)})


def _order(request: SignedIn, number: str) -> Order:
    orders = queries.with_details(queries.visible_to(request.user))
    found: Order = get_object_or_404(orders, number=number)
    return found


def _own(request: SignedIn, number: str) -> Order:
    """The order of this buyer: who may see it may not always pay it."""
    order = _order(request, number)
    if not rules.may_pay(request.user, order):
        raise Http404
    return order


def _unaddressed(order: Order) -> bool:
    """A work that nobody has yet said where to bring: its bill may still change."""
    brought = any(line.kind in {LineKind.ITEM, LineKind.HAMMER} for line in order.lines.all())
    return order.state == OrderState.PLACED and order.delivery == Delivery.NONE and brought


def _context(request: SignedIn, order: Order) -> dict[str, Any]:
    parts = list(order.parts.all())
    payments = [part.payment for part in parts]
    waiting = next((payment for payment in payments if payment.status.open), None)
    return {
        "order": order,
        "receipt": receipt_of(order),
        "card": sources.card(order),
        "parts": parts,
        "refunds": list(order.refunds.all()),
        "steps": list(order.steps.all()),
        "waiting": waiting,
        "last": payments[0] if payments else None,
        "panels": panels.of(order, request.user),
        "mine": rules.may_pay(request.user, order),
        "cancellable": order.status.payable and waiting is None and rules.may_cancel(request.user, order),
    }
