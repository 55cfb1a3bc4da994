"""From an order to the page where it is paid."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.requests import SignedIn
from core.errors import SoukError
from core.money import Money
from orders import providers
from orders.checkout import services
from orders.checkout.models import Checkout
from orders.services import open_payment


def unpaid_totals(checkout: Checkout) -> list[Money]:
    """What is still to be paid, one sum a currency."""
    found: dict[str, Money] = {}
    for order in checkout.orders.order_by("pk"):
        if order.status.payable and order.total:
            before = found.get(order.currency, Money.zero(order.currency))
            found[order.currency] = before + Money(order.total, order.currency)
    return list(found.values())


def to_the_bank(
    request: SignedIn, checkout: Checkout, provider: str = "", currency: str = ""
) -> HttpResponse:
    """One payment over the orders of one currency; the same again for a second click."""
    due = [total for total in unpaid_totals(checkout) if currency in {"", total.currency}]
    if not due:
        return redirect("checkout:placed", checkout.key)
    try:
        chosen = provider or providers.default(due[0].currency, str(checkout.bill_to.get("country", "SA")))
        payment = services.pay_checkout(
            checkout=checkout, by=request.user, currency=due[0].currency, provider=chosen
        )
        url = open_payment(payment=payment)
    except SoukError as error:
        messages.error(request, error.text)
        return redirect("checkout:placed", checkout.key)
    return redirect(url) if url else redirect("checkout:placed", checkout.key)
