"""Refunds that no machine can send: a person does, and says so here."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from orders.models import Refund
from orders.payments.enums import HandReason, HandState
from orders.payments.models import HandRefund
from orders.providers import RefundAnswer

ANSWERS: Final = {HandState.DONE: RefundAnswer.DONE, HandState.REFUSED: RefundAnswer.REFUSED}


def answer(refund: Refund, reason: HandReason, *, first: RefundAnswer = RefundAnswer.PENDING) -> RefundAnswer:
    """Puts the refund on the staff's list, once; `first` is what is said while it stands there."""
    row, _new = HandRefund.objects.get_or_create(
        refund=refund, defaults={"reason": reason, "created_at": timezone.now()}
    )
    return ANSWERS.get(HandState(row.state), first)


def known(refund: Refund) -> RefundAnswer | None:
    row = HandRefund.objects.filter(refund=refund).first()
    return ANSWERS.get(HandState(row.state)) if row else None
