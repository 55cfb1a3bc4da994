"""Tap: a charge with its hosted page for each payment (KNET, Benefit, mada, Apple Pay, cards).

Decimals in major units with all of the currency's places, as JSON numbers. Our reference is the idempotency
key of a charge; refunds have none, so before a second call we look for what the first one did.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.models import Payment, Refund
from orders.payments import links, signatures
from orders.payments.amounts import AmountUnreadable, currency_of, major, major_text, minor_of
from orders.payments.base import Base
from orders.payments.doors import Letter, Opened, parsed, text
from orders.payments.exceptions import Forged, Truncated
from orders.payments.http import Answered, Api
from orders.payments.models import ProviderRefund
from orders.providers import ProviderSilent, RefundAnswer, Report, Started, Verdict

PAID: Final = frozenset({"CAPTURED"})
REFUSED: Final = frozenset(
    {"ABANDONED", "CANCELLED", "FAILED", "DECLINED", "RESTRICTED", "VOID", "TIMEDOUT"},
)
REFUNDS: Final = {
    "REFUNDED": RefundAnswer.DONE,
    "CAPTURED": RefundAnswer.DONE,
    "PENDING": RefundAnswer.PENDING,
    "IN_PROGRESS": RefundAnswer.PENDING,
    "INITIATED": RefundAnswer.PENDING,
    "FAILED": RefundAnswer.REFUSED,
    "DECLINED": RefundAnswer.REFUSED,
    "CANCELLED": RefundAnswer.REFUSED,
    "REJECTED": RefundAnswer.REFUSED,
}


class TapProvider(Base):
    code = "tap"
    name = _("KNET, Benefit, mada or card")
    hint = _("On Tap's page.")

    @property
    def configured(self) -> bool:
        return bool(settings.TAP_SECRET_KEY)

    def start(self, payment: Payment) -> Started:
        self.refuse_while_resting(payment)
        charge = self._api().post("/v2/charges", self._terms(payment), again=True)
        url, there = text(charge, "transaction", "url"), text(charge, "id")
        if not there:
            raise ProviderSilent("a charge without a name")
        return Started(url=links.leaving(payment, url) if url else "", provider_reference=there)

    def ask(self, payment: Payment) -> Report | None:
        return self._settled(payment, self._charge(payment))

    def refund(self, refund: Refund) -> RefundAnswer:
        charge = self._charge(refund.payment)
        _note, new = ProviderRefund.objects.get_or_create(
            reference=refund.reference,
            defaults={
                "provider": self.code,
                "provider_reference": text(charge, "id"),
                "asked_at": timezone.now(),
            },
        )
        if not new and (known := self._refund_of(text(charge, "id"), refund.reference)):
            return _refund_answer(known)
        body = {
            "charge_id": text(charge, "id"),
            "amount": major(refund.amount, refund.currency),
            "currency": refund.currency,
            "reason": "requested_by_customer",
            "reference": {"merchant": refund.reference},
            "post": {"url": links.webhook(self.code)},
        }
        try:
            return _refund_answer(self._api().post("/v2/refunds", body))
        except Answered:
            return RefundAnswer.REFUSED

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        note = ProviderRefund.objects.filter(reference=refund.reference).first()
        known = self._refund_of(note.provider_reference, refund.reference) if note else None
        return _refund_answer(known) if known else None

    def verify(self, letter: Letter) -> None:
        """Tap signs seven fields of the body; they are read for the comparison and for nothing else."""
        fields = signed_fields(parsed(letter.body))
        if not signatures.tap(letter.headers.get("hashstring", ""), fields, settings.TAP_SECRET_KEY):
            raise Forged

    def read(self, letter: Letter) -> Opened:
        body = parsed(letter.body)
        there, status = text(body, "id"), text(body, "status")
        if not there or not status:
            raise Truncated
        charge = text(body, "charge_id") or there
        return Opened(
            event_id=f"{there}:{status}:{_created(body)}",
            kind=f"{text(body, 'object') or 'charge'}.{status.lower()}",
            reference="" if text(body, "charge_id") else text(body, "reference", "transaction"),
            there=charge,
        )

    def whose(self, opened: Opened) -> str:
        if opened.reference:
            return opened.reference
        known = Payment.objects.filter(provider=self.code, provider_reference=opened.there or None)
        if reference := known.values_list("reference", flat=True).first():
            return reference
        try:
            return text(self._api().get(f"/v2/charges/{opened.there}"), "reference", "transaction")
        except Answered:
            return ""

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        del opened
        charge = self._charge(payment)
        settled = self._settled(payment, charge)
        if settled is None or settled.verdict is not Verdict.PAID:
            return [settled] if settled else []
        back = [self._went_back(payment, one) for one in self._refunds(text(charge, "id"))]
        return [settled, *(report for report in back if report)]

    def _settled(self, payment: Payment, charge: Mapping[str, Any]) -> Report | None:
        status, there = text(charge, "status"), text(charge, "id")
        raw = {"charge": there, "status": status, "method": text(charge, "source", "payment_method")}
        if status in PAID:
            amount, currency = _money(charge)
            terms = {"amount": amount, "currency": currency, "raw": raw}
            return self.report(payment, Verdict.PAID, f"{there}:{status}", **terms)
        if status not in REFUSED:
            return None
        reason = text(charge, "response", "message") or status
        return self.report(payment, Verdict.REFUSED, f"{there}:{status}", reason=reason[:100], raw=raw)

    def _went_back(self, payment: Payment, refund: Mapping[str, Any]) -> Report | None:
        if _refund_answer(refund) is not RefundAnswer.DONE:
            return None
        amount, currency = _money(refund)
        return self.report(
            payment,
            Verdict.REFUNDED,
            f"{text(refund, 'id')}:done",
            amount=amount,
            currency=currency,
            refund_reference=text(refund, "reference", "merchant"),
            raw={"refund": text(refund, "id")},
        )

    def _charge(self, payment: Payment) -> dict[str, Any]:
        """By its id; without one (the first call was never answered) the same call again tells it."""
        api = self._api()
        if payment.provider_reference:
            charge: dict[str, Any] = api.get(f"/v2/charges/{payment.provider_reference}")
        else:
            charge = api.post("/v2/charges", self._terms(payment), again=True)
        return charge

    def _refunds(self, charge: str) -> list[dict[str, Any]]:
        listed = self._api().post("/v2/refunds/list", {"limit": 50, "charges": [charge]}, again=True)
        found = listed.get("refunds", []) if isinstance(listed, dict) else []
        return [one for one in found if text(one, "charge_id") == charge]

    def _refund_of(self, charge: str, reference: str) -> dict[str, Any] | None:
        mine = (one for one in self._refunds(charge) if text(one, "reference", "merchant") == reference)
        return next(mine, None)

    def _terms(self, payment: Payment) -> dict[str, Any]:
        buyer = payment.buyer
        return {
            "amount": major(payment.amount, payment.currency),
            "currency": payment.currency,
            "threeDSecure": True,
            "save_card": False,
            "description": links.title_of(payment),
            "reference": {
                "transaction": payment.reference,
                "order": ", ".join(links.numbers_of(payment))[:100],
                "idempotent": payment.reference,
            },
            "receipt": {"email": False, "sms": False},
            "customer": {"first_name": buyer.get_full_name() or buyer.email, "email": buyer.email},
            "source": {"id": "src_all"},
            "post": {"url": links.webhook(self.code)},
            "redirect": {"url": links.returned(payment)},
        }

    def _api(self) -> Api:
        return Api(
            self.code, settings.TAP_API, headers={"Authorization": f"Bearer {settings.TAP_SECRET_KEY}"}
        )


def signed_fields(body: Mapping[str, Any]) -> dict[str, str]:
    """The seven fields as Tap writes them into its string; raises Truncated."""
    amount, currency = body.get("amount"), text(body, "currency")
    try:
        written = major_text(minor_of(amount, currency), currency)
    except AmountUnreadable as error:
        raise Truncated from error
    return {
        "x_id": text(body, "id"),
        "x_amount": written,
        "x_currency": currency,
        "x_gateway_reference": text(body, "reference", "gateway"),
        "x_payment_reference": text(body, "reference", "payment"),
        "x_status": text(body, "status"),
        "x_created": _created(body),
    }


def _created(body: Mapping[str, Any]) -> str:
    """A charge has it on its transaction, a refund on itself."""
    return text(body, "transaction", "created") or text(body, "created")


def _money(thing: Mapping[str, Any]) -> tuple[int, str]:
    try:
        currency = currency_of(thing.get("currency"))
        return minor_of(thing.get("amount"), currency), currency
    except AmountUnreadable as error:
        raise ProviderSilent("an amount that cannot be read") from error


def _refund_answer(refund: Mapping[str, Any]) -> RefundAnswer:
    """A status that we do not know is no answer yet."""
    return REFUNDS.get(text(refund, "status"), RefundAnswer.PENDING)
