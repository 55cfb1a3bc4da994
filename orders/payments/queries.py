"""Reads of this room; each list says whose it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from orders.enums import OrderOrigin
from orders.models import Order, Payment
from orders.payments.enums import TRANSFER_OPEN, HandState, MessageOutcome
from orders.payments.models import (
    DirectPayment,
    HandRefund,
    SellerMethod,
    Transfer,
    TransferProof,
    WebhookMessage,
)
from orders.payments.rules import may_handle


def payments_of(user: Any) -> QuerySet[Payment]:
    """A buyer's own; nobody else pays for them."""
    return Payment.objects.filter(buyer=user).select_related("buyer").prefetch_related("orders__seller")


def open_transfers() -> QuerySet[Transfer]:
    """Oldest first; those with a proof are the ones to look for."""
    rows = Transfer.objects.filter(state__in=TRANSFER_OPEN).select_related("payment__buyer")
    return rows.prefetch_related("payment__orders", "proofs").order_by("created_at", "pk")


def decided_transfers() -> QuerySet[Transfer]:
    rows = Transfer.objects.exclude(state__in=TRANSFER_OPEN).select_related("payment__buyer", "decided_by")
    return rows.prefetch_related("payment__orders", "proofs").order_by("-decided_at", "-pk")


def visible_proofs(user: Any) -> QuerySet[TransferProof]:
    """The buyer who sent it, and staff."""
    if not user.is_authenticated:
        return TransferProof.objects.none()
    if may_handle(user):
        return TransferProof.objects.all()
    return TransferProof.objects.filter(transfer__payment__buyer=user)


def visible_directs(user: Any) -> QuerySet[DirectPayment]:
    """The buyer, and the seller's people."""
    if not user.is_authenticated:
        return DirectPayment.objects.none()
    rows = DirectPayment.objects.select_related("payment__buyer", "seller")
    return rows.filter(Q(payment__buyer=user) | Q(seller__memberships__user=user)).distinct()


def waiting_hand_refunds() -> QuerySet[HandRefund]:
    rows = HandRefund.objects.filter(state=HandState.WAITING)
    return rows.select_related("refund__payment__buyer", "refund__order").order_by("created_at", "pk")


def troubled_messages() -> QuerySet[WebhookMessage]:
    """What staff may want to look at: waiting for long, given up, or refused at the door."""
    kinds = [MessageOutcome.WAITING, MessageOutcome.STUCK, MessageOutcome.REFUSED]
    return WebhookMessage.objects.filter(outcome__in=kinds).defer("body").order_by("-received_at", "-pk")


def verification_calls() -> QuerySet[WebhookMessage]:
    """A provider asks for a code to be typed into its own pages (Moyasar)."""
    return WebhookMessage.objects.filter(kind="webhook_verification", verified=True).order_by("-received_at")


def ways_to_pay(seller_id: int) -> QuerySet[SellerMethod]:
    return SellerMethod.objects.filter(seller=seller_id, active=True).order_by("pk")


KEPT_BY_US = frozenset({OrderOrigin.TICKET, OrderOrigin.COMMISSION})
"""What is paid before it is there: the money waits with us until it has taken place or was accepted."""


def direct_possible(orders: list[Order]) -> bool:
    """Whether all are of one seller, who has named a way, and none has to pass through our keeping."""
    sellers = {order.seller_id for order in orders}
    if any(order.origin in KEPT_BY_US for order in orders):
        return False
    return len(sellers) == 1 and ways_to_pay(sellers.pop()).exists()


def latest_transfer(order: Order, user: Any) -> Transfer | None:
    rows = Transfer.objects.filter(payment__orders=order, payment__buyer=user).select_related("payment")
    return rows.order_by("-created_at", "-pk").first()


def latest_direct(order: Order) -> DirectPayment | None:
    rows = DirectPayment.objects.filter(payment__orders=order).select_related("payment", "seller")
    return rows.order_by("-created_at", "-pk").first()
