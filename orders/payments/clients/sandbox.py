"""A bank that does what its visitor tells it to. No money moves; its messages use the same door as real ones."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from orders.models import Payment, Refund
from orders.payments import links, signatures
from orders.payments.base import Base
from orders.payments.doors import Letter, Opened, parsed, text
from orders.payments.enums import SandboxRefundAnswer, Scenario
from orders.payments.exceptions import Forged, OutOfTime, Truncated
from orders.payments.models import SandboxCharge, SandboxRefund
from orders.providers import ProviderSilent, RefundAnswer, Report, Started, Verdict

HEADER = "sandbox-signature"


class SandboxProvider(Base):
    code = "sandbox"
    name = _("Test bank")
    hint = _("No money moves. You choose what the bank answers.")
    remote = False

    @property
    def configured(self) -> bool:
        return bool(settings.SANDBOX_PAYMENTS)

    def start(self, payment: Payment) -> Started:
        SandboxCharge.objects.get_or_create(
            reference=payment.reference, defaults={"amount": payment.amount, "currency": payment.currency}
        )
        with override(links.language_of(payment)):
            url = reverse("payments:sandbox", args=[payment.reference])
        return Started(url=url, provider_reference=f"sb_{payment.reference}")

    def ask(self, payment: Payment) -> Report | None:
        charge = SandboxCharge.objects.filter(reference=payment.reference).first()
        if charge is None or not charge.answer:
            return None
        if charge.answer == Scenario.SILENT:
            raise ProviderSilent("the test bank was told to be silent")
        if charge.speaks_at is None or charge.speaks_at > timezone.now():
            return None
        return self._settled(payment, charge)

    def refund(self, refund: Refund) -> RefundAnswer:
        """What was asked once is answered the same again."""
        charge = SandboxCharge.objects.get(reference=refund.payment.reference)
        row, _new = SandboxRefund.objects.get_or_create(
            reference=refund.reference,
            defaults={"charge": charge, "amount": refund.amount, "answer": charge.refund_answer},
        )
        return RefundAnswer(row.answer)

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        row = SandboxRefund.objects.filter(reference=refund.reference).first()
        return RefundAnswer(row.answer) if row else None

    def verify(self, letter: Letter) -> None:
        try:
            fits = signatures.timestamped(letter.headers.get(HEADER, ""), letter.body, key(), now=letter.now)
        except signatures.SignatureStale:
            raise OutOfTime from None
        if not fits:
            raise Forged

    def read(self, letter: Letter) -> Opened:
        event = parsed(letter.body)
        if not text(event, "id") or not text(event, "reference"):
            raise Truncated
        return Opened(text(event, "id"), text(event, "type"), reference=text(event, "reference"))

    def whose(self, opened: Opened) -> str:
        return opened.reference

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        del opened
        settled = self.ask(payment)
        if settled is None:
            return []
        back = SandboxRefund.objects.filter(
            charge__reference=payment.reference, answer=SandboxRefundAnswer.DONE
        ).order_by("pk")
        return [settled, *(self._went_back(payment, row) for row in back)]

    def _settled(self, payment: Payment, charge: SandboxCharge) -> Report:
        paid = Scenario(charge.answer).pays
        verdict = Verdict.PAID if paid else Verdict.REFUSED
        return self.report(
            payment,
            verdict,
            f"evt_{payment.reference}_{verdict}",
            amount=charge.told or charge.amount,
            currency=charge.currency,
            raw={"reference": payment.reference, "answer": charge.answer},
        )

    def _went_back(self, payment: Payment, row: SandboxRefund) -> Report:
        event = f"re_{row.reference}"
        return self.report(
            payment, Verdict.REFUNDED, event, amount=row.amount, refund_reference=row.reference
        )


def key() -> str:
    """Local to this house: whoever knows it knows SECRET_KEY."""
    return salted_hmac("payments.sandbox", "webhook", algorithm="sha256").hexdigest()


def letter(event: dict[str, Any], *, now: int | None = None) -> tuple[bytes, dict[str, str]]:
    """A message as the test bank sends it: body and headers."""
    body = json.dumps(event, separators=(",", ":")).encode()
    moment = int(time.time()) if now is None else now
    return body, {HEADER: signatures.timestamped_header(body, key(), now=moment)}


def late() -> timedelta:
    return timedelta(seconds=settings.SANDBOX_LATE_SECONDS)
