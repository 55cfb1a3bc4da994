"""Mail and notices about orders: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from orders.drafts import both
from orders.enums import FailureReason, LineKind, OrderOrigin, OrderState
from orders.models import Order, Payment, Refund
from orders.receipts import Receipt, ReceiptLine, VatLine, receipt_of

PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the order's number"),
    "title": _("what was bought"),
    "seller": _("the seller's name"),
    "total": _("the total with VAT"),
    "amount": _("what goes back, where it is a part"),
    "url": _("the address of the order's page"),
}

TOLD_ELSEWHERE = frozenset(
    {
        OrderOrigin.AUCTION,
        OrderOrigin.OFFER,
        OrderOrigin.MEMBERSHIP,
        OrderOrigin.TICKET,
        OrderOrigin.COMMISSION,
    }
)
"""Won lots, accepted offers, renewals, seats and milestones have letters of their own."""


def placed(order: Order) -> None:
    """Some are announced where they happen; who is at the bank already needs no reminder."""
    if order.origin not in TOLD_ELSEWHERE and order.state == OrderState.PLACED:
        _mail("orders.placed", order, view="orders:checkout", key="placed")


def paid(order: Order) -> None:
    _mail("orders.paid", order, view="orders:receipt", key="paid")
    _notice("orders.paid", order, to=order.buyer, view="orders:receipt")
    for member in order.seller.members.all():
        _notice("orders.sold", order, to=member)


def cancelled(order: Order) -> None:
    _notice("orders.cancelled", order, to=order.buyer)


def expired(order: Order) -> None:
    """A membership that was not paid for ends in words of its own."""
    if order.origin == OrderOrigin.MEMBERSHIP:
        return
    _mail("orders.expired", order, view="orders:order", key="expired")
    _notice("orders.expired", order, to=order.buyer)


def refunded(order: Order) -> None:
    _mail("orders.refunded", order, view="orders:order", key="refunded")
    _notice("orders.refunded", order, to=order.buyer)


def refund_agreed(refund: Refund) -> None:
    """A part goes back; the whole has a letter of its own."""
    if refund.order.state != OrderState.REFUNDED:
        more = {"amount": Money(refund.amount, refund.currency)}
        key = f"refund:{refund.pk}"
        _mail("orders.part_refunded", refund.order, view="orders:order", key=key, more=more)
        _notice("orders.part_refunded", refund.order, to=refund.order.buyer, key=key)


def contested(order: Order) -> None:
    """The seller hears why the money waits."""
    for member in order.seller.members.all():
        _notice("orders.contested", order, to=member)


def payment_failed(payment: Payment, order: Order) -> None:
    """One letter a payment, however many orders it was for."""
    timeout = payment.reason == FailureReason.TIMEOUT
    key = f"payment:{payment.pk}:{payment.reason}"
    _mail("orders.payment_failed", order, view="orders:checkout", key=key, more={"timeout": timeout})


def facts_of(order: Order, view: str) -> dict[str, Any]:
    receipt = receipt_of(order)
    return {
        "number": order.number,
        "title": receipt.title,
        "seller": receipt.seller,
        "total": receipt.total,
        "due_at": order.due_at,
        "receipt": receipt,
        "url": page(view, order.number),
    }


def _mail(template: str, order: Order, *, view: str, key: str, more: dict[str, Any] | None = None) -> None:
    facts = {**facts_of(order, view), **(more or {})}
    queue(template, to=order.buyer, context=facts, key=f"order:{order.pk}:{key}")


def _notice(kind: str, order: Order, *, to: Any, view: str = "orders:order", key: str = "") -> None:
    title = receipt_of(order).title
    notify(
        user=to,
        kind=kind,
        context={"number": order.number, "title": title.facts},
        url=path(view, order.number, language=to.language),
        key=f"order:{order.pk}:{key or kind}",
    )


def register() -> None:
    """Called by OrdersConfig.ready()."""
    subjects = {
        "orders.placed": _("Your order is waiting for payment"),
        "orders.paid": _("Payment received: your receipt"),
        "orders.payment_failed": _("Your payment did not go through"),
        "orders.expired": _("Your order has expired"),
        "orders.refunded": _("Your money is on its way back"),
        "orders.part_refunded": _("A part of your money is on its way back"),
    }
    for name, subject in subjects.items():
        registry.register(
            name,
            subject=subject,
            variables=PLACES,
            sample=sample,
            bilingual=name == "orders.paid",
            priority=Priority.NORMAL,
        )
    notices = {
        "orders.paid": (_("We have received your payment for “%(title)s”. Order %(number)s."), "check"),
        "orders.sold": (_("“%(title)s” is sold and paid. Order %(number)s."), "check"),
        "orders.cancelled": (_("Order %(number)s for “%(title)s” was cancelled."), "x"),
        "orders.expired": (
            _("Order %(number)s for “%(title)s” was not paid in time and has expired."),
            "clock",
        ),
        "orders.part_refunded": (
            _("A part of the money for order %(number)s is on its way back to you."),
            "check",
        ),
        "orders.contested": (
            _("The buyer contests the payment of order %(number)s at their bank. We keep you posted."),
            "alert",
        ),
        "orders.refunded": (_("The money for order %(number)s is on its way back to you."), "check"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: the lot of the drawing."""
    del language
    receipt = sample_receipt()
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "number": receipt.number,
        "title": receipt.title,
        "seller": receipt.seller,
        "total": receipt.total,
        "due_at": receipt.placed_at,
        "receipt": receipt,
        "timeout": False,
        "amount": receipt.total,
        "url": page("orders:order", receipt.number),
    }


def sample_receipt() -> Receipt:
    day = datetime(2026, 11, 22, 17, 4, tzinfo=UTC)
    hammer, premium = Money(43_000_000, "SAR"), Money(7_740_000, "SAR")
    hammer_vat, premium_vat = Money(6_450_000, "SAR"), Money(1_161_000, "SAR")
    return Receipt(
        number="AS-2026-000123",
        buyer=Bilingual("لمياء الراشد", "Lamia Alrashid"),
        seller=Bilingual("صالة أطلال", "Atlal Gallery"),
        seller_vat_number="310448211700003",
        placed_at=day,
        paid_at=day,
        lines=[
            ReceiptLine(
                LineKind.HAMMER,
                Bilingual("صحن الضوء", "Courtyard of Light"),
                hammer,
                hammer_vat,
                hammer + hammer_vat,
            ),
            ReceiptLine(
                LineKind.PREMIUM,
                Bilingual(*both(_("Buyer's premium"))),
                premium,
                premium_vat,
                premium + premium_vat,
            ),
        ],
        rates=[VatLine(1_500, hammer + premium, hammer_vat + premium_vat)],
        net=hammer + premium,
        vat=hammer_vat + premium_vat,
        total=hammer + premium + hammer_vat + premium_vat,
    )
