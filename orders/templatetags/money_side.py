"""What the pages of orders say in words."""

from __future__ import annotations

from django import template

from core.templatetags import souk
from orders.models import Order, Payment

register = template.Library()


@register.filter
def paid_back(order: Order) -> str:
    """What of an order has gone back, as a price."""
    return souk.price(order.refunded, order.currency, full=True)


@register.filter
def whole(payment: Payment) -> str:
    """What was paid at once, for several orders, as a price."""
    return souk.price(payment.amount, payment.currency, full=True)
