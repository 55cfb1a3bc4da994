"""Finding what a page is about; an outsider is told that there is nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.requests import SignedIn
from orders.models import Order, Payment
from orders.payments import queries, rules

View = Callable[..., HttpResponse]


def own_payment(request: SignedIn, reference: str, provider: str = "") -> Payment:
    """Of this buyer, and of this provider where it matters."""
    rows = queries.payments_of(request.user)
    found: Payment = get_object_or_404(
        rows.filter(provider=provider) if provider else rows, reference=reference
    )
    return found


def staff_only(view: View) -> View:
    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_handle(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def orders_of(payment: Payment) -> list[Order]:
    return sorted(payment.orders.all(), key=lambda order: order.pk)


def way_back(payment: Payment) -> str:
    """One order's own page, its receipt once it is paid; the page of their checkout where there are several."""
    orders = orders_of(payment)
    if not orders:
        return reverse("orders:orders")
    if len(orders) > 1:
        return reverse("checkout:order", args=[orders[0].number])
    view = "orders:receipt" if orders[0].status.settled else "orders:order"
    return reverse(view, args=[orders[0].number])
