"""Every row lock of this room. The orders and the payment are locked after these, by the services of orders."""

from __future__ import annotations

from orders.payments.models import (
    DirectPayment,
    HandRefund,
    SandboxCharge,
    SandboxRefund,
    Transfer,
    WebhookMessage,
)


def transfer(pk: int) -> Transfer:
    return Transfer.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def direct(pk: int) -> DirectPayment:
    return DirectPayment.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def hand_refund(pk: int) -> HandRefund:
    return HandRefund.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def charge(reference: str) -> SandboxCharge:
    """Raises SandboxCharge.DoesNotExist."""
    return SandboxCharge.objects.select_for_update(of=("self",), no_key=True).get(reference=reference)


def sandbox_refund(reference: str) -> SandboxRefund:
    """Raises SandboxRefund.DoesNotExist."""
    return SandboxRefund.objects.select_for_update(of=("self",), no_key=True).get(reference=reference)


def message(pk: int) -> WebhookMessage:
    return WebhookMessage.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
