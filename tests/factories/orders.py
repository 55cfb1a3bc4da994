"""Sellers and orders for tests, made through the services like real ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory

from core.money import Money
from orders import drafts, services
from orders.enums import OrderOrigin, SellerKind
from orders.models import Order, Payment, Seller
from orders.providers import Report, Verdict
from tests.factories.accounts import UserFactory


class SellerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seller
        skip_postgeneration_save = True

    kind = SellerKind.GALLERY
    name_ar = factory.Sequence(lambda n: f"صالة {n}")
    name_en = factory.Sequence(lambda n: f"Gallery {n}")
    slug = factory.Sequence(lambda n: f"gallery-{n}")
    vat_number = "310448211700003"

    @factory.post_generation
    def owner(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted is not None:
            self.memberships.create(user=extracted)  # type: ignore[attr-defined]


_sources = iter(range(1_000_000, 9_000_000))


def order_of(buyer: Any = None, **given: Any) -> Order:
    """An order for a work at 1,850.00 with VAT inside, unless told otherwise."""
    currency = given.pop("currency", "SAR")
    price = Money(given.pop("price", 185_000), currency)
    default_lines = drafts.item_lines(price=price, title_ar="صحن الضوء", title_en="Courtyard of Light")
    terms: dict[str, Any] = {
        "seller": None,
        "source": f"artwork:{next(_sources)}",
        "due_in": timedelta(days=2),
        "origin": OrderOrigin.BUY_NOW,
        "lines": default_lines,
        **given,
    }
    terms["seller"] = terms["seller"] or SellerFactory()
    return services.place_order(buyer=buyer or UserFactory(), currency=currency, **terms)


def payment_of(order: Order) -> Payment:
    payment = services.start_payment(orders=[order], by=order.buyer, provider="sandbox")
    services.open_payment(payment=payment)
    payment.refresh_from_db()
    return payment


def report_of(payment: Payment, verdict: Verdict = Verdict.PAID, **given: Any) -> Report:
    terms = {
        "provider": payment.provider,
        "event_id": f"evt_{payment.reference}_{verdict}",
        "reference": payment.reference,
        "amount": payment.amount,
        "currency": payment.currency,
        **given,
    }
    return Report(verdict=verdict, **terms)


def paid_order(buyer: Any = None, **given: Any) -> Order:
    order = order_of(buyer, **given)
    services.settle_payment(report=report_of(payment_of(order)))
    order.refresh_from_db()
    return order
