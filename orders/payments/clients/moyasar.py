"""Moyasar: an invoice with its hosted page for each payment (mada, Apple Pay, STC Pay, cards).

Whole halalas. Its messages carry a shared word in the body instead of a signature, so they are believed in
nothing but that something happened: the payment is read again. There are no idempotency keys; before a second
call we look for what the first one did.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.enums import PaymentState
from orders.models import Payment, Refund
from orders.payments import links, signatures
from orders.payments.amounts import AmountUnreadable, currency_of, whole_minor
from orders.payments.base import Base
from orders.payments.doors import Letter, Opened, parsed, text
from orders.payments.exceptions import Forged, Truncated
from orders.payments.http import Answered, Api
from orders.payments.models import ProviderRefund
from orders.providers import ProviderRefused, ProviderSilent, RefundAnswer, Report, Started, Verdict

OPEN_FOR: Final = timedelta(hours=1)
TAKEN: Final = frozenset({"paid", "captured", "refunded", "partially_refunded"})
ENDED: Final = frozenset({"expired", "canceled", "cancelled", "failed", "voided"})
# The documentation spells one of them in two ways; both are the same.
SPELLINGS: Final = {"payment_faild": "payment_failed"}
VERIFICATION: Final = "webhook_verification"


class MoyasarProvider(Base):
    code = "moyasar"
    name = _("mada, Apple Pay or card")
    hint = _("On Moyasar's page.")
    patience = OPEN_FOR + timedelta(minutes=15)

    @property
    def configured(self) -> bool:
        return bool(settings.MOYASAR_SECRET_KEY)

    def start(self, payment: Payment) -> Started:
        self.refuse_while_resting(payment)
        invoice = self._found(payment) if payment.state == PaymentState.UNKNOWN else None
        invoice = invoice or self._api().post("/v1/invoices", self._terms(payment))
        url, there = text(invoice, "url"), text(invoice, "id")
        if not url or not there:
            raise ProviderSilent("an invoice without an address")
        return Started(url=links.leaving(payment, url), provider_reference=there)

    def ask(self, payment: Payment) -> Report | None:
        invoice = self._invoice(payment)
        return self._settled(payment, invoice, self._taken(invoice)) if invoice else None

    def refund(self, refund: Refund) -> RefundAnswer:
        taken = self._taken(self._invoice(refund.payment) or {})
        if taken is None:
            raise ProviderSilent("a payment that cannot be found")
        note, new = ProviderRefund.objects.get_or_create(
            reference=refund.reference,
            defaults={
                "provider": self.code,
                "provider_reference": text(taken, "id"),
                "before": _amount(taken, "refunded"),
                "asked_at": timezone.now(),
            },
        )
        if not new and _amount(taken, "refunded") >= note.before + refund.amount:
            return RefundAnswer.DONE
        try:
            after = self._api().post(f"/v1/payments/{taken['id']}/refund", {"amount": refund.amount})
        except Answered:
            return RefundAnswer.REFUSED
        back = _amount(after, "refunded") >= note.before + refund.amount
        return RefundAnswer.DONE if back else RefundAnswer.PENDING

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        note = ProviderRefund.objects.filter(reference=refund.reference).first()
        if note is None:
            return None
        taken = self._api().get(f"/v1/payments/{note.provider_reference}")
        return RefundAnswer.DONE if _amount(taken, "refunded") >= note.before + refund.amount else None

    def verify(self, letter: Letter) -> None:
        """The shared word stands inside the JSON: it is the only thing read before it was compared."""
        key = settings.MOYASAR_WEBHOOK_TOKEN
        given = parsed(letter.body).get("secret_token")
        if not key or not isinstance(given, str) or not signatures.same(given, key):
            raise Forged

    def read(self, letter: Letter) -> Opened:
        event = parsed(letter.body)
        kind = SPELLINGS.get(text(event, "type"), text(event, "type"))
        if not text(event, "id") or not kind:
            raise Truncated
        about = kind != VERIFICATION
        return Opened(
            event_id=f"{kind}:{text(event, 'id')}",
            kind=kind,
            reference=text(event, "data", "metadata", "reference"),
            there=text(event, "data", "id") if about else "",
            about_payment=about,
        )

    def whose(self, opened: Opened) -> str:
        if opened.reference or not opened.there:
            return opened.reference
        try:
            found = self._api().get(f"/v1/payments/{opened.there}")
        except Answered:
            return ""
        if reference := text(found, "metadata", "reference"):
            return reference
        invoice = text(found, "invoice_id")
        known = Payment.objects.filter(provider=self.code, provider_reference=invoice or None)
        return known.values_list("reference", flat=True).first() or ""

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        del opened
        invoice = self._invoice(payment)
        if invoice is None:
            return []
        taken = self._taken(invoice)
        settled = self._settled(payment, invoice, taken)
        if settled is None or taken is None:
            return [settled] if settled else []
        return [settled, *self._went_back(payment, taken)]

    def _settled(
        self, payment: Payment, invoice: Mapping[str, Any], taken: Mapping[str, Any] | None
    ) -> Report | None:
        """A card that was refused is no answer while the invoice is open: the buyer may try another one."""
        if taken is not None:
            return self.report(
                payment,
                Verdict.PAID,
                f"{taken['id']}:paid",
                amount=_amount(taken, "amount"),
                currency=_currency(taken),
                raw={"payment": taken["id"], "source": text(taken, "source", "company")},
            )
        status = text(invoice, "status")
        if status not in ENDED:
            return None
        raw = {"invoice": text(invoice, "id"), "status": status}
        return self.report(
            payment, Verdict.REFUSED, f"{text(invoice, 'id')}:{status}", reason=status, raw=raw
        )

    def _went_back(self, payment: Payment, taken: Mapping[str, Any]) -> list[Report]:
        """Moyasar tells the sum of all refunds, and we know which of ours make it up."""
        total = _amount(taken, "refunded")
        notes = ProviderRefund.objects.filter(provider=self.code, provider_reference=taken["id"])
        ours = list(Refund.objects.filter(reference__in=notes.values("reference")).order_by("pk"))
        before = {note.reference: note.before for note in notes}
        done = [refund for refund in ours if total >= before[refund.reference] + refund.amount]
        told = [
            self.report(
                payment,
                Verdict.REFUNDED,
                f"{taken['id']}:refunded:{refund.reference}",
                amount=refund.amount,
                refund_reference=refund.reference,
                raw={"payment": taken["id"], "refunded": total},
            )
            for refund in done
        ]
        others = total - sum(refund.amount for refund in done)
        if others > 0 and len(done) == len(ours):  # given back in Moyasar's own pages
            event = f"{taken['id']}:refunded:{total}"
            told.append(self.report(payment, Verdict.REFUNDED, event, amount=others, raw={"refunded": total}))
        return told

    def _invoice(self, payment: Payment) -> dict[str, Any] | None:
        if not payment.provider_reference:
            return self._found(payment)
        invoice: dict[str, Any] = self._api().get(f"/v1/invoices/{payment.provider_reference}")
        return invoice

    def _found(self, payment: Payment) -> dict[str, Any] | None:
        """By our reference, when the first call was never answered."""
        listed = self._api().get("/v1/invoices", {"metadata[reference]": payment.reference})
        found = listed.get("invoices", []) if isinstance(listed, dict) else []
        mine = (one for one in found if text(one, "metadata", "reference") == payment.reference)
        return next(mine, None)

    def _taken(self, invoice: Mapping[str, Any]) -> dict[str, Any] | None:
        """The payment of an invoice that went through, read again by itself."""
        listed = invoice.get("payments") or []
        paid = next((one for one in listed if text(one, "status") in TAKEN), None)
        if paid is None:
            return None
        again: dict[str, Any] = self._api().get(f"/v1/payments/{text(paid, 'id')}")
        return again if text(again, "status") in TAKEN else None

    def _terms(self, payment: Payment) -> dict[str, Any]:
        if payment.currency != "SAR":
            raise ProviderRefused(f"Moyasar takes no {payment.currency} here")
        back = links.returned(payment)
        return {
            "amount": payment.amount,
            "currency": payment.currency,
            "description": links.title_of(payment),
            "success_url": back,
            "back_url": back,
            "expired_at": (timezone.now() + OPEN_FOR).isoformat(timespec="seconds"),
            "metadata": {"reference": payment.reference},
        }

    def _api(self) -> Api:
        return Api(self.code, settings.MOYASAR_API, auth=(settings.MOYASAR_SECRET_KEY, ""))


def _amount(thing: Mapping[str, Any], name: str) -> int:
    try:
        return whole_minor(thing.get(name, 0))
    except AmountUnreadable as error:
        raise ProviderSilent("an amount that cannot be read") from error


def _currency(thing: Mapping[str, Any]) -> str:
    try:
        return currency_of(thing.get("currency"))
    except AmountUnreadable as error:
        raise ProviderSilent("a currency that cannot be read") from error
