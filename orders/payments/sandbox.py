"""A bank that does what its visitor tells it to: pay, refuse, or never answer. No money moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.models import Payment, SandboxCharge
from orders.payments.interface import ProviderSilent, Report, Started, Verdict


class Answer(TextChoices):
    PAY = "pay", _("Pay")
    REFUSE = "refuse", _("The bank refuses")
    SILENT = "silent", _("The bank never answers")


class SandboxProvider:
    code = "sandbox"

    def start(self, payment: Payment) -> Started:
        SandboxCharge.objects.get_or_create(
            reference=payment.reference, defaults={"amount": payment.amount, "currency": payment.currency}
        )
        url = reverse("orders:sandbox", args=[payment.order.number, payment.reference])
        return Started(url=url, provider_reference=f"sb_{payment.reference}")

    def ask(self, payment: Payment) -> Report | None:
        charge = SandboxCharge.objects.filter(reference=payment.reference).first()
        if charge is None or not charge.answer:
            return None
        if charge.answer == Answer.SILENT:
            raise ProviderSilent
        return report_of(charge)

    def pay_back(self, payment: Payment) -> None:
        SandboxCharge.objects.filter(reference=payment.reference).update(refunded=True)


def answer(*, charge: SandboxCharge, choice: Answer) -> SandboxCharge:
    """What the visitor of the bank's page chose: a silent bank may speak later, a word given stands."""
    if charge.answer in {"", Answer.SILENT}:
        charge.answer = choice
        charge.save(update_fields=["answer"])
    return charge


def report_of(charge: SandboxCharge) -> Report:
    """The bank's message: the same event id however often it is sent."""
    verdict = Verdict.PAID if charge.answer == Answer.PAY else Verdict.REFUSED
    return Report(
        provider=SandboxProvider.code,
        event_id=f"evt_{charge.reference}_{verdict}",
        reference=charge.reference,
        verdict=verdict,
        amount=charge.amount,
        currency=charge.currency,
        raw={"reference": charge.reference, "answer": charge.answer},
    )
