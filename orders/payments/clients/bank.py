"""A transfer from bank to bank: the buyer quotes a code, staff find it on the statement."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from orders.models import Payment, Refund
from orders.payments import byhand, links
from orders.payments.base import Base
from orders.payments.enums import HandReason, TransferState
from orders.payments.models import Transfer
from orders.providers import RefundAnswer, Report, Started, Verdict

# Without 0 and O, 1, I and L: a code that is copied by hand into a bank's form.
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 6


class BankProvider(Base):
    code = "bank"
    name = _("Bank transfer")
    hint = _("You transfer the amount from your bank. It takes one to three working days.")
    icon = "bank"
    patience = timedelta(days=10)
    by_hand = True
    remote = False

    @property
    def configured(self) -> bool:
        return bool(settings.BANK_TRANSFERS and settings.PLATFORM["iban"])

    def start(self, payment: Payment) -> Started:
        transfer = transfer_of(payment)
        with override(links.language_of(payment)):
            url = reverse("payments:transfer", args=[payment.reference])
        return Started(url=url, provider_reference=transfer.code, wait=True)

    def ask(self, payment: Payment) -> Report | None:
        transfer = Transfer.objects.filter(payment=payment).first()
        return self.report_of(transfer, payment) if transfer else None

    def refund(self, refund: Refund) -> RefundAnswer:
        return byhand.answer(refund, HandReason.TRANSFER)

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        return byhand.known(refund)

    def report_of(self, transfer: Transfer, payment: Payment) -> Report | None:
        """What staff decided; another amount than asked for is told as it is, and refused by the order."""
        raw = {"transfer": transfer.code, "bank_reference": transfer.bank_reference}
        if transfer.state in {TransferState.MATCHED, TransferState.MISMATCH} and transfer.received:
            event = f"{transfer.code}:{transfer.bank_reference}:{transfer.received}"
            return self.report(payment, Verdict.PAID, event, amount=transfer.received, raw=raw)
        if transfer.state == TransferState.REJECTED:
            event = f"{transfer.code}:rejected"
            return self.report(payment, Verdict.REFUSED, event, reason=transfer.reason[:100], raw=raw)
        return None


def transfer_of(payment: Payment) -> Transfer:
    """The payment's transfer, with a code that nobody else has."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return Transfer.objects.get_or_create(
                    payment=payment, defaults={"code": _code(), "created_at": timezone.now()}
                )[0]
        except IntegrityError:
            continue
    raise RuntimeError("no free code")


def _code() -> str:
    return "AS" + "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
