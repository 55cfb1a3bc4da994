"""After the order: what is reserved until when, what is still to be paid, and the way in for waiting orders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from orders import queries, sources
from orders.checkout import services
from orders.checkout.models import Checkout
from orders.checkout.views.paying import to_the_bank, unpaid_totals
from orders.checkout.views.steps import checkout_of
from orders.enums import ORDER_PAYABLE
from orders.models import Order


@require_safe
@login_required
@never_cache
def placed(request: SignedIn, key: UUID) -> HttpResponse:
    checkout = checkout_of(request, key)
    if not checkout.status.placed:
        return redirect(checkout)
    orders = list(queries.with_details(checkout.orders.all()).order_by("pk"))
    cards = sources.cards(orders)
    waiting = [order for order in orders if order.status.payable]
    context = {
        "checkout": checkout,
        "rows": [(order, cards.get(order.source)) for order in orders],
        "due": _due(checkout, waiting),
        "open": any(part.payment.status.open for order in waiting for part in order.parts.all()),
        "refused": any(order.parts.all() for order in waiting),
        "paid": [order for order in orders if order.paid_at],
        "until": min((order.due_at for order in waiting), default=None),
        "now": clock.now(),
    }
    return render(request, "checkout/checkout_placed.html", context)


def _due(checkout: Checkout, waiting: list[Order]) -> list[dict[str, Any]]:
    """Each sum that is still to be paid, with whose it is."""
    return [
        {
            "total": total,
            "country": str(checkout.bill_to.get("country", "SA")),
            "sellers": [order.seller for order in waiting if order.currency == total.currency],
        }
        for total in (unpaid_totals(checkout) if waiting else [])
    ]


@require_POST
@login_required
def pay(request: SignedIn, key: UUID) -> HttpResponse:
    checkout = checkout_of(request, key)
    return to_the_bank(request, checkout, request.POST.get("provider", ""), request.POST.get("currency", ""))


@require_POST
@login_required
def again(request: SignedIn, key: UUID) -> HttpResponse:
    """The reservation has run out: the same works once more, as far as they are free."""
    checkout = checkout_of(request, key)
    wanted = [item.source for item in checkout.items.all()]
    try:
        return redirect(services.start_checkout(user=request.user, sources=wanted))
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("checkout:basket")


@require_safe
@login_required
def of_order(request: SignedIn, number: str) -> HttpResponse:
    """The checkout of an order that waits for its payment; a settled order shows its own page instead."""
    order = get_object_or_404(Order, buyer=request.user, number=number)
    known = order.checkouts.exclude(placed_at=None).order_by("-pk").first()
    if known is not None:
        return redirect("checkout:placed", known.key)
    if not order.status.payable:
        return redirect(order)
    return redirect(services.start_for_orders(user=request.user, orders=[order]))


@require_POST
@login_required
def unpaid(request: SignedIn) -> HttpResponse:
    """Several orders that wait (lots won in one evening), paid together."""
    chosen = Order.objects.filter(
        buyer=request.user, number__in=request.POST.getlist("order"), state__in=ORDER_PAYABLE
    )
    try:
        return redirect(services.start_for_orders(user=request.user, orders=list(chosen)))
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("orders:orders")
