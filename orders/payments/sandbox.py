"""A bank that does what its visitor tells it to: pay, refuse, or never answer. No money moves."""

from __future__ import annotations

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.models import Payment, Refund, SandboxCharge
from orders.providers import ProviderSilent, RefundAnswer, Report, Started, Verdict


class Answer(TextChoices):
    PAY = "pay", _("Pay")
    REFUSE = "refuse", _("The bank refuses")
    SILENT = "silent", _("The bank never answers")


class SandboxProvider:
    code = "sandbox"
    name = _("Test bank")
    hint = _("No money moves. You choose what the bank answers.")

    def accepts(self, currency: str, country: str) -> bool:
        return bool(settings.SANDBOX_PAYMENTS)

    def start(self, payment: Payment) -> Started:
        SandboxCharge.objects.get_or_create(
            reference=payment.reference, defaults={"amount": payment.amount, "currency": payment.currency}
        )
        number = payment.parts.select_related("order").order_by("order").first().order.number
        url = reverse("orders:sandbox", args=[number, payment.reference])
        return Started(url=url, provider_reference=f"sb_{payment.reference}")

    def ask(self, payment: Payment) -> Report | None:
        charge = SandboxCharge.objects.filter(reference=payment.reference).first()
        if charge is None or not charge.answer:
            return None
        if charge.answer == Answer.SILENT:
            raise ProviderSilent
        return report_of(charge)

    def refund(self, refund: Refund) -> RefundAnswer:
        charge = SandboxCharge.objects.get(reference=refund.payment.reference)
        charge.refunds[refund.reference] = refund.amount
        charge.save(update_fields=["refunds"])
        return RefundAnswer.DONE

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        charge = SandboxCharge.objects.filter(reference=refund.payment.reference).first()
        return RefundAnswer.DONE if charge and refund.reference in charge.refunds else None


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
