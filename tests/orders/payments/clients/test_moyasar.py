"""Moyasar against a server that speaks its API."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from orders import services
from orders.enums import PaymentState, RefundReason, RefundState
from orders.payments.clients.moyasar import MoyasarProvider
from orders.payments.doors import Letter
from orders.payments.exceptions import Forged, Truncated
from orders.providers import ProviderSilent, RefundAnswer, Verdict
from tests.factories.payments import payment_at
from tests.orders.payments.fakes.moyasar import FakeMoyasar

pytestmark = pytest.mark.django_db
VECTORS = Path(os.environ.get("ART_SOUK_VECTORS", Path(__file__).parents[5] / "shared" / "data" / "vectors"))
EVENT = {
    "id": "ev-1",
    "type": "payment_paid",
    "secret_token": "shared-word",
    "data": {
        "id": "pay-1",
        "status": "paid",
        "amount": 1,
        "currency": "SAR",
        "metadata": {"reference": "r1"},
    },
}


def _letter(event: object) -> Letter:
    return Letter(json.dumps(event).encode(), {}, 0)


def _paid(moyasar: FakeMoyasar):
    payment = payment_at("moyasar")
    moyasar.pay()
    return services.check_payment(payment=payment)


def _refund(payment, amount: int):
    order = payment.orders.get()
    return services.refund(
        order=order, by=None, amounts={order.lines.get().pk: amount}, reason=RefundReason.GOODWILL
    )


def test_a_payment_opens_an_invoice_in_halalas(moyasar: FakeMoyasar) -> None:
    payment = payment_at("moyasar")
    body = moyasar.calls[0].json
    assert (payment.state, payment.provider_reference) == (PaymentState.PENDING, "inv-1")
    assert (body["amount"], body["currency"]) == (payment.amount, "SAR")
    assert body["metadata"] == {"reference": payment.reference}


def test_other_currencies_are_not_its_business(moyasar: FakeMoyasar) -> None:
    assert MoyasarProvider().accepts("KWD", "KW") is False
    assert payment_at("moyasar", currency="KWD").state == PaymentState.FAILED
    assert moyasar.calls == []


@pytest.mark.parametrize("company", ["mada", "visa", "applepay", "stcpay"])
def test_paid_is_read_from_the_payment_itself(moyasar: FakeMoyasar, company: str) -> None:
    payment = payment_at("moyasar")
    assert MoyasarProvider().ask(payment) is None
    moyasar.pay(company=company)
    report = MoyasarProvider().ask(payment)
    assert report is not None
    assert (report.verdict, report.amount, report.raw["source"]) == (Verdict.PAID, payment.amount, company)
    assert moyasar.paths()[-1] == "GET /v1/payments/pay-1"


def test_a_refused_card_is_no_answer_while_the_invoice_is_open(moyasar: FakeMoyasar) -> None:
    payment = payment_at("moyasar")
    moyasar.pay(status="failed")
    assert MoyasarProvider().ask(payment) is None
    moyasar.pay()
    assert services.check_payment(payment=payment).state == PaymentState.SUCCEEDED


@pytest.mark.parametrize("status", ["expired", "canceled", "failed"])
def test_an_invoice_that_ended_is_a_refusal(moyasar: FakeMoyasar, status: str) -> None:
    payment = payment_at("moyasar")
    moyasar.invoices["inv-1"]["status"] = status
    assert services.check_payment(payment=payment).state == PaymentState.FAILED


def test_an_opening_whose_answer_was_lost_is_found_again(moyasar: FakeMoyasar, monkeypatch) -> None:
    real = FakeMoyasar.answer
    monkeypatch.setattr(FakeMoyasar, "answer", lambda self, call: (real(self, call), (502, {}))[1])
    payment = payment_at("moyasar")
    assert (payment.state, payment.provider_reference) == (PaymentState.UNKNOWN, "")
    monkeypatch.setattr(FakeMoyasar, "answer", real)
    moyasar.pay()
    assert services.check_payment(payment=payment).state == PaymentState.SUCCEEDED
    services.open_payment(payment=payment)
    assert list(moyasar.invoices) == ["inv-1"]


def test_money_goes_back_once_however_often_we_ask(moyasar: FakeMoyasar) -> None:
    payment = _paid(moyasar)
    row = _refund(payment, 500)
    real = MoyasarProvider()
    assert real.ask_refund(row) is None
    assert real.refund(row) is RefundAnswer.DONE
    assert real.refund(row) is RefundAnswer.DONE
    assert (moyasar.payments["pay-1"]["refunded"], real.ask_refund(row)) == (500, RefundAnswer.DONE)
    second = _refund(payment, 300)
    assert real.refund(second) is RefundAnswer.DONE
    assert moyasar.payments["pay-1"]["refunded"] == 800
    assert [(one.verdict, one.amount) for one in real.tell(payment, None)] == [
        (Verdict.PAID, payment.amount),
        (Verdict.REFUNDED, 500),
        (Verdict.REFUNDED, 300),
    ]


def test_what_was_given_back_in_its_own_pages_is_told(moyasar: FakeMoyasar) -> None:
    payment = _paid(moyasar)
    moyasar.payments["pay-1"]["refunded"] = 700
    told = MoyasarProvider().tell(payment, None)
    assert [(one.verdict, one.amount, one.refund_reference) for one in told][1:] == [
        (Verdict.REFUNDED, 700, "")
    ]


def test_a_refund_whose_answer_was_lost_is_not_sent_again(moyasar: FakeMoyasar, monkeypatch) -> None:
    payment = _paid(moyasar)
    row = _refund(payment, 500)
    real = FakeMoyasar._refund
    monkeypatch.setattr(FakeMoyasar, "_refund", lambda self, a, b: (real(self, a, b), (504, {}))[1])
    assert services.send_refund(refund=row).state == RefundState.ASKED
    assert services.send_refund(refund=row).state == RefundState.DONE
    assert moyasar.payments["pay-1"]["refunded"] == 500


def test_more_than_was_paid_is_refused(moyasar: FakeMoyasar) -> None:
    payment = _paid(moyasar)
    row = _refund(payment, 500)
    moyasar.payments["pay-1"]["refunded"] = payment.amount
    assert MoyasarProvider().refund(row) is RefundAnswer.REFUSED


def test_the_shared_word_is_all_that_is_believed(moyasar: FakeMoyasar, settings) -> None:
    provider = MoyasarProvider()
    provider.verify(_letter(EVENT))
    for wrong in ("", "shared-wor", "shared-word ", None, 5, ["shared-word"]):
        with pytest.raises(Forged):
            provider.verify(_letter({**EVENT, "secret_token": wrong}))
    with pytest.raises(Truncated):
        provider.verify(Letter(json.dumps(EVENT).encode()[:-2], {}, 0))
    settings.MOYASAR_WEBHOOK_TOKEN = ""
    with pytest.raises(Forged):
        provider.verify(_letter({**EVENT, "secret_token": ""}))


def test_both_spellings_of_a_failure_are_one(moyasar: FakeMoyasar) -> None:
    kinds = [
        MoyasarProvider().read(_letter({**EVENT, "type": f"payment_fail{end}d"})).kind for end in ("", "e")
    ]
    assert kinds == ["payment_failed", "payment_failed"]


def test_the_vectors_are_understood(moyasar: FakeMoyasar, settings) -> None:
    path = VECTORS / "moyasar_webhook.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    paid = known.get("payment_event", EVENT)
    code = known.get("verification_event", {**EVENT, "type": "webhook_verification"})
    settings.MOYASAR_WEBHOOK_TOKEN = paid["secret_token"]
    provider = MoyasarProvider()
    provider.verify(_letter(paid))
    provider.verify(_letter(code))
    opened, asked = provider.read(_letter(paid)), provider.read(_letter(code))
    assert (opened.kind, opened.there, opened.about_payment) == ("payment_paid", paid["data"]["id"], True)
    assert (asked.kind, asked.about_payment) == ("webhook_verification", False)
    assert opened.event_id != asked.event_id


def test_whose_payment_it_is_is_asked(moyasar: FakeMoyasar) -> None:
    payment = payment_at("moyasar")
    moyasar.pay()
    provider = MoyasarProvider()

    def whose(there: str) -> str:
        event = {**EVENT, "data": {"id": there, "metadata": None}}
        return provider.whose(provider.read(_letter(event)))

    assert whose("pay-1") == payment.reference
    assert whose("pay-404") == ""


def test_an_amount_that_cannot_be_read_is_silence(moyasar: FakeMoyasar) -> None:
    payment = payment_at("moyasar")
    moyasar.pay(amount=1850.0)
    with pytest.raises(ProviderSilent):
        MoyasarProvider().ask(payment)
