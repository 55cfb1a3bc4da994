"""M-Pesa Daraja: a question on the buyer's telephone (STK push), answered there with a PIN.

Whole shillings only. The callback carries no signature: its path cannot be guessed, its sender's network may
be restricted, and what it says is asked again (STK query). There are no refunds for machines.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.digits import western
from orders.models import Payment, Refund
from orders.payments import byhand, links
from orders.payments.amounts import AmountUnreadable, minor_of
from orders.payments.base import Base
from orders.payments.doors import Letter, Opened, parsed, text
from orders.payments.enums import HandReason
from orders.payments.exceptions import Forged, PhoneInvalid, Truncated
from orders.payments.http import Answered, Api
from orders.payments.models import PhoneCharge
from orders.providers import ProviderRefused, ProviderSilent, RefundAnswer, Report, Started, Verdict

NAIROBI: Final = timezone(timedelta(hours=3))
PHONE: Final = re.compile(r"(?:\+?254|0)?([17][0-9]{8})")
DONE: Final = 0
# What Daraja says when the answer is no; a code that is not here is no answer.
REFUSALS: Final = {
    1: "not enough money on the account",
    1001: "another payment is under way on this telephone",
    1019: "the question expired",
    1025: "the question could not be sent",
    1032: "cancelled on the telephone",
    1037: "the telephone could not be reached",
    2001: "wrong PIN",
    9999: "the question could not be sent",
}
UNDER_WAY: Final = "500.001.1001"  # "the transaction is being processed", said with HTTP 500
BAD_TOKEN: Final = frozenset({"404.001.03", "400.003.01"})
TOKEN_KEY: Final = "payments:mpesa:token"  # noqa: S105


class MpesaProvider(Base):
    code = "mpesa"
    name = _("M-Pesa")
    hint = _("We ask on your telephone; you answer with your PIN.")
    icon = "phone"

    @property
    def configured(self) -> bool:
        return bool(settings.MPESA_CONSUMER_KEY and settings.MPESA_SHORTCODE)

    def start(self, payment: Payment) -> Started:
        """The telephone's number is asked on a page of ours; nothing is sent before."""
        shillings(payment.amount, payment.currency)
        self.refuse_while_resting(payment)
        with override(links.language_of(payment)):
            return Started(url=reverse("payments:phone", args=[payment.reference]))

    def push(self, payment: Payment, phone: str, *, now: datetime) -> tuple[str, str]:
        """Puts the question on the telephone; returns Daraja's two names of it. Never repeated by itself.

        Raises ProviderSilent, ProviderRefused.
        """
        body = {
            **_identity(now),
            "TransactionType": "CustomerPayBillOnline",
            "Amount": shillings(payment.amount, payment.currency),
            "PartyA": phone,
            "PartyB": settings.MPESA_SHORTCODE,
            "PhoneNumber": phone,
            "CallBackURL": links.webhook(self.code, callback_secret(payment.reference)),
            "AccountReference": links.numbers_of(payment)[0].replace("-", "")[-12:],
            "TransactionDesc": "Art order",
        }
        ack = self._post("/mpesa/stkpush/v1/processrequest", body, again=False)
        if text(ack, "ResponseCode") != "0":
            raise ProviderRefused(text(ack, "ResponseDescription") or "the push was not taken")
        if not text(ack, "CheckoutRequestID"):
            raise ProviderSilent("a push without a name")
        return text(ack, "MerchantRequestID"), text(ack, "CheckoutRequestID")

    def ask(self, payment: Payment) -> Report | None:
        return self._settled(payment, None)

    def refund(self, refund: Refund) -> RefundAnswer:
        return byhand.answer(refund, HandReason.PHONE, first=RefundAnswer.REFUSED)

    def ask_refund(self, refund: Refund) -> RefundAnswer | None:
        return byhand.known(refund)

    def verify(self, letter: Letter) -> None:
        reference = letter.secret.partition(".")[0]
        if not reference or not hmac.compare_digest(
            callback_secret(reference).encode(), letter.secret.encode()
        ):
            raise Forged
        if not _from_there(letter.address):
            raise Forged

    def read(self, letter: Letter) -> Opened:
        call = parsed(letter.body).get("Body")
        told = call.get("stkCallback") if isinstance(call, dict) else None
        request, result = text(told, "CheckoutRequestID"), text(told, "ResultCode")
        if not request or not result:
            raise Truncated
        return Opened(
            event_id=request,
            kind=f"stk.{result}",
            reference=letter.secret.partition(".")[0],
            there=request,
            amount=_told_amount(told),
        )

    def whose(self, opened: Opened) -> str:
        if opened.reference:
            return opened.reference
        known = PhoneCharge.objects.filter(checkout_request=opened.there or None)
        return known.values_list("payment__reference", flat=True).first() or ""

    def tell(self, payment: Payment, opened: Opened | None) -> list[Report]:
        if opened and opened.there:
            # The push was sent and its answer lost: the callback tells its name.
            PhoneCharge.objects.filter(payment=payment, checkout_request="").update(
                checkout_request=opened.there
            )
        settled = self._settled(payment, opened)
        return [settled] if settled else []

    def _settled(self, payment: Payment, opened: Opened | None) -> Report | None:
        charge = PhoneCharge.objects.filter(payment=payment).first()
        if charge is None:
            return None  # the number was never given
        if not charge.checkout_request:
            raise ProviderSilent("the push was never answered")
        answer = self._query(charge.checkout_request)
        result = answer and _number(text(answer, "ResultCode"))
        raw = {"request": charge.checkout_request, "result": result}
        if result == DONE and answer:
            amount = payment.amount if opened is None or opened.amount is None else opened.amount
            event = f"{charge.checkout_request}:0"
            return self.report(payment, Verdict.PAID, event, amount=amount, raw=raw)
        if result not in REFUSALS:
            return None
        event = f"{charge.checkout_request}:refused"
        return self.report(payment, Verdict.REFUSED, event, reason=REFUSALS[result], raw=raw)

    def _query(self, request: str) -> dict[str, Any] | None:
        """None while the question stands on the telephone."""
        body = {**_identity(datetime.now(UTC)), "CheckoutRequestID": request}
        try:
            return self._post("/mpesa/stkpushquery/v1/query", body, again=True)
        except Answered as answer:
            if text(answer.data, "errorCode") == UNDER_WAY:
                return None
            raise ProviderSilent(str(answer)) from answer

    def _post(self, path: str, body: dict[str, Any], *, again: bool) -> dict[str, Any]:
        """With a token; one that was refused is fetched anew, once."""
        try:
            return self._with_token(path, body, again=again)
        except Answered as answer:
            if answer.status != HTTPStatus.UNAUTHORIZED and text(answer.data, "errorCode") not in BAD_TOKEN:
                raise
        cache.delete(TOKEN_KEY)
        return self._with_token(path, body, again=again)

    def _with_token(self, path: str, body: dict[str, Any], *, again: bool) -> dict[str, Any]:
        api = self._api(headers={"Authorization": f"Bearer {self._token()}"})
        answer: dict[str, Any] = api.post(path, body, again=again)
        return answer

    def _token(self) -> str:
        """Lives an hour there; kept a minute less here."""
        if kept := cache.get(TOKEN_KEY):
            return str(kept)
        api = self._api(auth=(settings.MPESA_CONSUMER_KEY, settings.MPESA_CONSUMER_SECRET))
        given = api.get("/oauth/v1/generate", {"grant_type": "client_credentials"})
        token = text(given, "access_token")
        if not token:
            raise ProviderSilent("no token")
        cache.set(TOKEN_KEY, token, max(_number(text(given, "expires_in")) or 0, 120) - 60)
        return token

    def _api(self, **given: Any) -> Api:
        return Api(self.code, settings.MPESA_API, spoken=frozenset({UNDER_WAY}), **given)


def password(shortcode: str, passkey: str, timestamp: str) -> str:
    return base64.b64encode(f"{shortcode}{passkey}{timestamp}".encode()).decode()


def timestamp_of(moment: datetime) -> str:
    """The wall clock of Nairobi, without separators."""
    return moment.astimezone(NAIROBI).strftime("%Y%m%d%H%M%S")


def shillings(minor: int, currency: str) -> int:
    """M-Pesa takes whole shillings; raises ProviderRefused."""
    if currency != "KES" or minor % 100 or minor <= 0:
        raise ProviderRefused(f"M-Pesa takes whole shillings, not {minor} minor units of {currency}")
    return minor // 100


def phone_of(typed: str) -> str:
    """0712 345 678, +254 712 345678 and the like as 254712345678; raises PhoneInvalid."""
    found = PHONE.fullmatch(re.sub(r"[\s().\-\u200e\u200f]", "", western(typed)))
    if not found:
        raise PhoneInvalid
    return f"254{found[1]}"


def callback_secret(reference: str) -> str:
    """The last part of the callback's path: the payment, and proof that we gave the path."""
    key = f"mpesa:{settings.MPESA_CALLBACK_KEY or settings.SECRET_KEY}"
    proof = hmac.new(key.encode(), reference.encode(), sha256).hexdigest()[:40]
    return f"{reference}.{proof}"


def _identity(now: datetime) -> dict[str, str]:
    timestamp = timestamp_of(now)
    return {
        "BusinessShortCode": settings.MPESA_SHORTCODE,
        "Password": password(settings.MPESA_SHORTCODE, settings.MPESA_PASSKEY, timestamp),
        "Timestamp": timestamp,
    }


def _from_there(address: str) -> bool:
    networks = [ipaddress.ip_network(one, strict=False) for one in settings.MPESA_CALLBACK_NETWORKS]
    if not networks:
        return True
    try:
        sender = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(sender in network for network in networks)


def _told_amount(told: Any) -> int | None:
    """Of the metadata's items; they are missing when the answer was no, and some have no value."""
    held = told.get("CallbackMetadata") if isinstance(told, Mapping) else None
    items = held.get("Item") if isinstance(held, Mapping) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and item.get("Name") == "Amount" and "Value" in item:
            try:
                return minor_of(item["Value"], "KES")
            except AmountUnreadable as error:
                raise Truncated from error
    return None


def _number(given: str) -> int | None:
    return int(given) if re.fullmatch(r"-?[0-9]{1,9}", given) else None
