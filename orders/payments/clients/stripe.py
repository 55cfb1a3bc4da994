"""Stripe through its own SDK: a hosted Checkout Session for each payment.

A refused card is no answer while the session is open: the buyer may try another one there. Amounts are minor
units as ours; of three-decimal currencies Stripe takes no single thousandth, the last digit must be 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

import stripe
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.money import Money
from orders.models import Payment, Refund
from orders.payments import links, signatures
from orders.payments.amounts import AmountUnreadable, currency_of, places, whole_minor
from orders.payments.base import Base
from orders.payments.breaker import Breaker
from orders.payments.doors import Letter, Opened, parsed, text
from orders.payments.exceptions import Forged, MessageRefused, OutOfTime, Truncated
from orders.payments.http import Resting
from orders.providers import ProviderRefused, ProviderSilent, RefundAnswer, Report, Started, Verdict

Got = TypeVar("Got")
OPEN_FOR: Final = timedelta(hours=1)  # Stripe takes 30 minutes at least
RETRIES: Final = 1
THOUSANDTHS: Final = 3
REFUNDS: Final = {
    "succeeded": RefundAnswer.DONE,
    "pending": RefundAnswer.PENDING,
    "requires_action": RefundAnswer.PENDING,
    "failed": RefundAnswer.REFUSED,
    "canceled": RefundAnswer.REFUSED,
}
DISPUTE_ENDS: Final = {"won": Verdict.DISPUTE_WON, "lost": Verdict.DISPUTE_LOST}
DISPUTES: Final = frozenset({"needs_response", "under_review", *DISPUTE_ENDS})
SILENT: Final = (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError)
KEY_TROUBLE: Final = (stripe.AuthenticationError, stripe.PermissionError)


class StripeProvider(Base):
    code = "stripe"
    name = _("Card")
    hint = _("Visa, Mastercard or American Express, on Stripe's page.")
    patience = OPEN_FOR + timedelta(minutes=15)

    @property
    def configured(self) -> bool:
        return bool(settings.STRIPE_SECRET_KEY)

    def start(self, payment: Payment) -> Started:
        self.refuse_while_resting(payment)
        session = self._session(payment)
        return Started(url=links.leaving(payment, text(session, "url")), provider_reference=session["id"])

    def ask(self, payment: Payment) -> Report | None:
        return self._settled(payment, self._known_session(payment))

    def refund(self, refund: Refund) -> RefundAnswer:
        intent = _intent(self._known_session(refund.payment))
        params: Any = {
            "payment_intent": text(intent, "id"),
            "amount": refund.amount,
            "metadata": {"refund": refund.reference},
        }
        try:
            given = self._call("refund", lambda api: api.v1.refunds.create(params, _once(refund.reference)))
        except ProviderRefused:
            return RefundAnswer.REFUSED
        return _refund_answer(given)

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        intent = text(_intent(self._known_session(refund.payment)), "id")
        mine = (one for one in self._refunds(intent) if text(one, "metadata", "refund") == refund.reference)
        found = next(mine, None)
        return _refund_answer(found) if found else None

    def verify(self, letter: Letter) -> None:
        header, key = letter.headers.get("stripe-signature", ""), settings.STRIPE_WEBHOOK_SECRET
        try:
            fits = signatures.timestamped(header, letter.body, key, now=letter.now)
        except signatures.SignatureStale:
            raise OutOfTime from None
        if not fits:
            raise Forged

    def read(self, letter: Letter) -> Opened:
        event = parsed(letter.body)
        if text(event, "object") != "event":
            raise MessageRefused  # thin events carry nothing that we could find a payment by
        if not text(event, "id"):
            raise Truncated
        data = event.get("data")
        thing = data.get("object") if isinstance(data, dict) else None
        reference = text(thing, "metadata", "reference") or text(thing, "client_reference_id")
        kind, there = text(event, "type"), text(thing, "payment_intent")
        return Opened(
            event_id=text(event, "id"),
            kind=kind,
            reference=reference,
            there=there,
            about_payment=bool(reference or there),
        )

    def whose(self, opened: Opened) -> str:
        if opened.reference or not opened.there:
            return opened.reference
        try:
            intent = self._call("find", lambda api: api.v1.payment_intents.retrieve(opened.there))
        except ProviderRefused:
            return ""
        return text(intent, "metadata", "reference")

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        del opened
        session = self._known_session(payment)
        settled = self._settled(payment, session)
        if settled is None or settled.verdict is not Verdict.PAID:
            return [settled] if settled else []
        intent = text(_intent(session), "id")
        back = [self._went_back(payment, one) for one in self._refunds(intent)]
        fought = [report for one in self._disputes(intent) for report in self._disputed(payment, one)]
        return [settled, *(report for report in back if report), *fought]

    def _settled(self, payment: Payment, session: Mapping[str, Any]) -> Report | None:
        intent = _intent(session)
        status = text(intent, "status")
        if status == "succeeded":
            try:
                amount = whole_minor(intent.get("amount_received"))
                currency = currency_of(intent.get("currency"))
            except AmountUnreadable as error:
                raise ProviderSilent("an amount that cannot be read") from error
            told = {"amount": amount, "currency": currency, "raw": {"intent": intent["id"], "status": status}}
            return self.report(payment, Verdict.PAID, f"{intent['id']}:succeeded", **told)
        over = text(session, "status") == "expired" or status == "canceled"
        failed = text(session, "status") == "complete" and status == "requires_payment_method"
        if not over and not failed:
            return None
        reason = text(intent, "last_payment_error", "decline_code") or text(session, "status")
        raw = {"session": session["id"], "status": status}
        return self.report(payment, Verdict.REFUSED, f"{session['id']}:refused", reason=reason, raw=raw)

    def _went_back(self, payment: Payment, refund: Mapping[str, Any]) -> Report | None:
        if _refund_answer(refund) is not RefundAnswer.DONE:
            return None
        return self.report(
            payment,
            Verdict.REFUNDED,
            f"{refund['id']}:succeeded",
            amount=_amount(refund),
            refund_reference=text(refund, "metadata", "refund"),
            raw={"refund": refund["id"]},
        )

    def _disputed(self, payment: Payment, dispute: Mapping[str, Any]) -> list[Report]:
        """An inquiry (warning_...) takes no money; an ended dispute was opened before."""
        status = text(dispute, "status")
        if status not in DISPUTES:
            return []
        verdicts = [Verdict.DISPUTED, *([DISPUTE_ENDS[status]] if status in DISPUTE_ENDS else [])]
        terms = {
            "amount": _amount(dispute),
            "reason": text(dispute, "reason"),
            "raw": {"dispute": dispute["id"]},
        }
        return [self.report(payment, verdict, f"{dispute['id']}:{verdict}", **terms) for verdict in verdicts]

    def _known_session(self, payment: Payment) -> dict[str, Any]:
        """By its id; without one (the first call was never answered) the same call tells it."""
        known = payment.provider_reference or text(self._session(payment), "id")
        params: Any = {"expand": ["payment_intent"]}
        return self._call("ask", lambda api: api.v1.checkout.sessions.retrieve(known, params))

    def _session(self, payment: Payment) -> dict[str, Any]:
        params = self._terms(payment)
        return self._call(
            "start", lambda api: api.v1.checkout.sessions.create(params, _once(payment.reference))
        )

    def _terms(self, payment: Payment) -> Any:
        if places(payment.currency) == THOUSANDTHS and payment.amount % 10:
            raise ProviderRefused(f"{Money(payment.amount, payment.currency)} does not end in 0")
        meta = {"reference": payment.reference}
        back = links.returned(payment)
        price = {
            "currency": payment.currency.lower(),
            "unit_amount": payment.amount,
            "product_data": {"name": links.title_of(payment)},
        }
        return {
            "mode": "payment",
            "client_reference_id": payment.reference,
            "line_items": [{"quantity": 1, "price_data": price}],
            "metadata": meta,
            "payment_intent_data": {"metadata": meta},
            "success_url": back,
            "cancel_url": back,
            "locale": links.language_of(payment) if links.language_of(payment) == "en" else "auto",
            "expires_at": int((payment.created_at + OPEN_FOR).timestamp()),
        }

    def _refunds(self, intent: str) -> list[dict[str, Any]]:
        params: Any = {"payment_intent": intent, "limit": 100}
        listed = self._call("refunds", lambda api: api.v1.refunds.list(params))
        return list(reversed(listed.get("data", [])))

    def _disputes(self, intent: str) -> list[dict[str, Any]]:
        params: Any = {"payment_intent": intent, "limit": 20}
        listed = self._call("disputes", lambda api: api.v1.disputes.list(params))
        return list(reversed(listed.get("data", [])))

    def _call(self, call: str, do: Callable[[stripe.StripeClient], Any]) -> dict[str, Any]:
        breaker = Breaker(self.code)
        if not breaker.admit():
            raise Resting
        try:
            answer: dict[str, Any] = do(_api()).to_dict()
        except KEY_TROUBLE as error:
            breaker.bad(call, type(error).__name__)
            raise ProviderRefused(type(error).__name__) from error
        except SILENT as error:
            breaker.bad(call, type(error).__name__)
            raise ProviderSilent(type(error).__name__) from error
        except stripe.StripeError as error:
            breaker.good()
            breaker.note(call, str(error.user_message or error))
            raise ProviderRefused(str(error.code or type(error).__name__)) from error
        breaker.good()
        return answer


def _api() -> stripe.StripeClient:
    limits = (float(settings.PAYMENT_CONNECT_TIMEOUT), float(settings.PAYMENT_READ_TIMEOUT))
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        http_client=stripe.RequestsClient(timeout=limits),
        base_addresses={"api": settings.STRIPE_API},
        max_network_retries=RETRIES,
    )


def _once(key: str) -> Any:
    return {"idempotency_key": key}


def _intent(session: Mapping[str, Any]) -> dict[str, Any]:
    found = session.get("payment_intent")
    return found if isinstance(found, dict) else {"id": found or ""}


def _amount(thing: Mapping[str, Any]) -> int:
    try:
        return whole_minor(thing.get("amount"))
    except AmountUnreadable as error:
        raise ProviderSilent("an amount that cannot be read") from error


def _refund_answer(refund: Mapping[str, Any]) -> RefundAnswer:
    """A status that we do not know is no answer yet."""
    return REFUNDS.get(text(refund, "status"), RefundAnswer.PENDING)
