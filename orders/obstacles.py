"""What must end in orders before an account can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned
from orders.enums import ORDER_DEAD, OrderState, RefundState, SellerKind
from orders.models import Order, Refund

OVER: Final = (*ORDER_DEAD, OrderState.COMPLETED)
REFUND_OPEN: Final = (RefundState.ASKED, RefundState.SENT, RefundState.REFUSED)


def of_orders(user: Any) -> Iterator[Obstacle]:
    """Purchases and sales that are on their way, money that comes back, and sellers without another owner."""
    sellers = last_owned(user)
    for order in Order.objects.filter(buyer=user).exclude(state__in=OVER).order_by("pk"):
        text = _("Your order %(number)s is not completed.") % {"number": order.number}
        yield Obstacle("orders.open", text, order.get_absolute_url())
    for order in Order.objects.filter(seller__in=sellers).exclude(state__in=OVER).order_by("pk"):
        text = _("The order %(number)s that you sold is not completed.") % {"number": order.number}
        yield Obstacle("orders.sold", text, order.get_absolute_url())
    for refund in _refunds(user):
        text = _("The money for the order %(number)s is on its way back to you.")
        yield Obstacle(
            "orders.refund", text % {"number": refund.order.number}, refund.order.get_absolute_url()
        )
    for seller in sellers.exclude(kind=SellerKind.ARTIST):
        text = _("Nobody else owns %(seller)s: name another owner first, or ask us to close it.")
        yield Obstacle("orders.last_owner", text % {"seller": seller}, reverse("marketplace:studio"))


def _refunds(user: Any) -> Iterator[Refund]:
    waiting = Refund.objects.filter(order__buyer=user, state__in=REFUND_OPEN)
    return waiting.select_related("order").order_by("pk").iterator()


def register() -> None:
    obstacles.register("orders", of_orders)
