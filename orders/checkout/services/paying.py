"""One payment over all orders of a checkout in one currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.checkout import rules
from orders.checkout.exceptions import DetailsMissing, NoSuchCheckout
from orders.checkout.models import Checkout
from orders.models import Payment
from orders.services import start_payment

if TYPE_CHECKING:
    from accounts.models import User


def pay_checkout(*, checkout: Checkout, by: User, currency: str, provider: str) -> Payment:
    """The open payment where there is one: a double click is one payment.

    Locks the orders. Raises NoSuchCheckout, DetailsMissing for one that was not placed; from orders NotAllowed
    when nothing is left to pay, NotPayable, PaymentUnderWay, ProviderUnknown.
    """
    if not rules.may_check_out(by, checkout):
        raise NoSuchCheckout
    if not checkout.status.placed:
        raise DetailsMissing
    waiting = [
        order
        for order in checkout.orders.filter(currency=currency).order_by("pk")
        if order.status.payable and order.total
    ]
    return start_payment(orders=waiting, by=by, provider=provider)
