"""Payments at a provider, made through the services like real ones."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission

from core.money import Money
from orders import services
from orders.models import Order, Payment
from orders.payments.clients.bank import transfer_of
from orders.payments.enums import MethodKind
from orders.payments.models import DirectPayment, SellerMethod, Transfer
from orders.payments.services import save_method
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, order_of


def payment_at(provider: str, order: Order | None = None, *, opened: bool = True, **given: Any) -> Payment:
    """A payment of one order, opened at the provider."""
    order = order or order_of(**given)
    payment = services.start_payment(orders=[order], by=order.buyer, provider=provider)
    if opened:
        services.open_payment(payment=payment)
    payment.refresh_from_db()
    return payment


def transfer(**given: Any) -> Transfer:
    return transfer_of(payment_at("bank", **given))


def staff() -> Any:
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_order"))
    return user


def direct(**given: Any) -> DirectPayment:
    """A payment to a gallery that takes cash; its owner is `direct.seller.members.get()`."""
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    method_of(seller, owner)
    payment = payment_at("seller", order_of(seller=seller, **given))
    return DirectPayment.objects.get(payment=payment)


def method_of(seller: Any, owner: Any, **given: Any) -> SellerMethod:
    terms = {"text_ar": "نقدًا في الصالة", "text_en": "Cash at the gallery", **given}
    return save_method(seller=seller, by=owner, kind=MethodKind.CASH, **terms)


def riyals(amount: int) -> Money:
    return Money(amount * 100, "SAR")
