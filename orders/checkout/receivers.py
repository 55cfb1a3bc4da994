"""What happens elsewhere and concerns the bag, the checkout and the offers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from orders.checkout import owners, services
from orders.models import Order
from orders.signals import order_cancelled, order_expired, order_paid


@receiver(user_logged_in, dispatch_uid="checkout.signed_in")
def on_signed_in(*, request: HttpRequest | None, user: User, **_kwargs: Any) -> None:
    """The visitor's bag becomes theirs; the header learns how much lies in it."""
    if request is None or not hasattr(request, "session"):
        return
    token = request.session.get(owners.KEY, {}).get(owners.TOKEN, "")
    count = services.merge_cart(token=token, user=user)
    request.session.pop(owners.KEY, None)
    owners.remember(request, count)


@receiver(order_paid, dispatch_uid="checkout.order_paid")
def on_paid(*, order: Order, **_kwargs: Any) -> None:
    services.offers_after_payment(order=order)
    services.settle_checkouts(order=order)


@receiver([order_cancelled, order_expired], dispatch_uid="checkout.order_ended")
def on_ended(*, order: Order, **_kwargs: Any) -> None:
    services.offer_fell_through(order=order)
    services.settle_checkouts(order=order)
