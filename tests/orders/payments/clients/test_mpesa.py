"""M-Pesa against a server that speaks Daraja."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from core import clock, money
from orders import services
from orders.enums import FailureReason, PaymentState, RefundReason, RefundState
from orders.payments.breaker import THRESHOLD, Breaker
from orders.payments.clients import mpesa as daraja
from orders.payments.clients.mpesa import REFUSALS, MpesaProvider, callback_secret, phone_of
from orders.payments.doors import Letter
from orders.payments.exceptions import AlreadyDecided, Forged, OutOfOrder, PhoneInvalid, Truncated
from orders.payments.models import HandRefund, PhoneCharge
from orders.payments.services import act_on, ask_phone, mark_sent, receive
from orders.providers import ProviderRefused, ProviderSilent, RefundAnswer, Verdict
from tests.factories.orders import order_of
from tests.factories.payments import payment_at, staff
from tests.orders.payments.fakes.mpesa import FakeMpesa, callback

pytestmark = pytest.mark.django_db
VECTORS = Path(os.environ.get("ART_SOUK_VECTORS", Path(__file__).parents[5] / "shared" / "data" / "vectors"))
PHONE = "0712 345 678"


@pytest.fixture(autouse=True)
def _shillings(monkeypatch) -> Iterator[None]:
    monkeypatch.setitem(money.EXPONENTS, "KES", 2)
    monkeypatch.setitem(money.ARABIC_NAMES, "KES", "شلن كيني")
    yield
    cache.clear()


def _asked(**given):
    payment = payment_at("mpesa", order_of(currency="KES", price=10_000, **given))
    ask_phone(payment=payment, phone=PHONE)
    payment.refresh_from_db()
    return payment


def _letter(payment, told: object, **given) -> Letter:
    return Letter(json.dumps(told).encode(), {}, 0, secret=callback_secret(payment.reference), **given)


def test_the_number_is_asked_before_anything_is_sent(mpesa: FakeMpesa) -> None:
    payment = payment_at("mpesa", order_of(currency="KES", price=10_000), opened=False)
    assert services.open_payment(payment=payment) == f"/en/orders/pay/phone/{payment.reference}/"
    assert mpesa.calls == []
    assert MpesaProvider().ask(payment) is None


def test_the_push_says_what_daraja_documents(mpesa: FakeMpesa, settings) -> None:
    settings.SITE_URL = "https://souk.example"
    payment = _asked()
    body = mpesa.pushes[0]
    assert (body["Amount"], body["PartyA"], body["PhoneNumber"]) == (100, "254712345678", "254712345678")
    assert (body["BusinessShortCode"], body["PartyB"]) == ("174379", "174379")
    assert body["TransactionType"] == "CustomerPayBillOnline"
    assert body["Password"] == daraja.password("174379", "TESTPASSKEY", body["Timestamp"])
    assert body["CallBackURL"] == f"https://souk.example/webhooks/mpesa/{callback_secret(payment.reference)}/"
    assert len(body["AccountReference"]) <= 12
    assert len(body["TransactionDesc"]) <= 13
    assert PhoneCharge.objects.get().checkout_request == "ws_CO_1"


def test_the_clock_is_nairobis() -> None:
    assert daraja.timestamp_of(datetime(2026, 2, 18, 21, 30, tzinfo=UTC)) == "20260219003000"


@pytest.mark.parametrize("result", sorted(REFUSALS))
def test_every_refusal_of_the_list_is_one(mpesa: FakeMpesa, result: int) -> None:
    payment = _asked()
    mpesa.result = result
    report = MpesaProvider().ask(payment)
    assert report is not None
    assert (report.verdict, report.reason) == (Verdict.REFUSED, REFUSALS[result])


@pytest.mark.parametrize("result", [2, 17, 26, 4999, -1])
def test_a_code_that_we_do_not_know_is_no_answer(mpesa: FakeMpesa, result: int) -> None:
    payment = _asked()
    mpesa.result = result
    assert services.check_payment(payment=payment).state == PaymentState.PENDING


def test_while_it_stands_on_the_telephone_there_is_no_answer(mpesa: FakeMpesa) -> None:
    payment = _asked()
    assert services.check_payment(payment=payment).state == PaymentState.PENDING
    mpesa.result = 0
    assert services.check_payment(payment=payment).state == PaymentState.SUCCEEDED


def test_a_token_is_kept_and_a_stale_one_fetched_anew(mpesa: FakeMpesa) -> None:
    payment = _asked()
    MpesaProvider().ask(payment)
    assert mpesa.tokens == 1
    mpesa.tokens = 5  # theirs has changed
    assert MpesaProvider().ask(payment) is None
    assert mpesa.tokens == 6


def test_a_wrong_key_sends_nothing(mpesa: FakeMpesa, settings) -> None:
    settings.MPESA_CONSUMER_SECRET = "wrong"
    payment = _asked()
    assert (payment.state, payment.reason) == (PaymentState.FAILED, FailureReason.REFUSED)
    assert mpesa.pushes == []


def test_a_second_press_asks_nothing(mpesa: FakeMpesa) -> None:
    payment = _asked()
    ask_phone(payment=payment, phone=PHONE)
    assert len(mpesa.pushes) == 1


def test_a_push_whose_answer_was_lost_is_unknown_and_its_callback_settles(mpesa: FakeMpesa) -> None:
    mpesa.lost_ack = True
    payment = _asked()
    assert payment.state == PaymentState.UNKNOWN
    with pytest.raises(ProviderSilent):
        MpesaProvider().ask(payment)
    ask_phone(payment=payment, phone=PHONE)
    assert len(mpesa.pushes) == 1
    mpesa.result = 0
    letter = _letter(payment, callback("ws_CO_1"))
    message = receive(provider="mpesa", body=letter.body, headers={}, secret=letter.secret)
    act_on(message=message.pk)
    payment.refresh_from_db()
    assert payment.state == PaymentState.SUCCEEDED


def test_a_lost_push_may_be_asked_again_when_it_no_longer_stands(mpesa: FakeMpesa) -> None:
    mpesa.lost_ack = True
    payment = _asked()
    mpesa.lost_ack = False
    ask_phone(payment=payment, phone="0722000000", now=clock.now() + timedelta(minutes=3))
    assert [push["PartyA"] for push in mpesa.pushes] == ["254712345678", "254722000000"]


def test_while_it_rests_no_telephone_is_asked(mpesa: FakeMpesa, english) -> None:
    payment = payment_at("mpesa", order_of(currency="KES", price=10_000))
    for _time in range(THRESHOLD):
        Breaker("mpesa").bad("x", "y")
    with pytest.raises(OutOfOrder, match="does not answer just now"):
        ask_phone(payment=payment, phone=PHONE)
    assert (mpesa.calls, PhoneCharge.objects.count()) == ([], 0)


def test_a_payment_that_ended_asks_nobody(mpesa: FakeMpesa) -> None:
    payment = _asked()
    services.fail_payment(payment=payment, reason=FailureReason.TIMEOUT)
    with pytest.raises(AlreadyDecided):
        ask_phone(payment=payment, phone=PHONE)
    assert len(mpesa.pushes) == 1


@pytest.mark.parametrize(
    "typed",
    ["0712345678", "712345678", "+254 712-345-678", "254712345678", "٠٧١٢٣٤٥٦٧٨", "(0712) 345 678"],
)
def test_a_number_may_be_written_in_many_ways(typed: str) -> None:
    assert phone_of(typed) == "254712345678"


@pytest.mark.parametrize("typed", ["", "0812345678", "071234567", "+966512345678", "07123456789", "abc"])
def test_another_number_is_refused(typed: str) -> None:
    with pytest.raises(PhoneInvalid):
        phone_of(typed)


@pytest.mark.parametrize(("minor", "currency"), [(150, "KES"), (0, "KES"), (-100, "KES"), (100, "SAR")])
def test_only_whole_shillings(minor: int, currency: str) -> None:
    with pytest.raises(ProviderRefused):
        daraja.shillings(minor, currency)


def test_only_the_path_that_we_gave_is_heard(mpesa: FakeMpesa) -> None:
    payment = _asked()
    provider, letter = MpesaProvider(), _letter(payment, callback())
    provider.verify(letter)
    other = callback_secret("f" * 32)
    for secret in (
        "",
        payment.reference,
        letter.secret[:-1],
        letter.secret + "0",
        f"{payment.reference}.{other[-40:]}",
    ):
        with pytest.raises(Forged):
            provider.verify(Letter(letter.body, {}, 0, secret=secret))


def test_a_network_may_be_asked_for(mpesa: FakeMpesa, settings) -> None:
    payment = _asked()
    settings.MPESA_CALLBACK_NETWORKS = ["196.201.214.0/24", "2001:db8::/32"]
    provider = MpesaProvider()
    for address in ("196.201.214.200", "2001:db8::5"):
        provider.verify(_letter(payment, callback(), address=address))
    for address in ("", "196.201.215.1", "nonsense"):
        with pytest.raises(Forged):
            provider.verify(_letter(payment, callback(), address=address))


def test_callbacks_are_read_with_and_without_metadata(mpesa: FakeMpesa) -> None:
    payment = _asked()
    path = VECTORS / "mpesa_stk.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    provider = MpesaProvider()
    done = provider.read(_letter(payment, known.get("callback_success", callback(amount=1.0))))
    gone = provider.read(_letter(payment, known.get("callback_cancelled", callback(result=1032))))
    assert (done.kind, done.amount, done.reference) == ("stk.0", 100, payment.reference)
    assert (gone.kind, gone.amount) == ("stk.1032", None)
    for wrong in ({}, {"Body": []}, {"Body": {"stkCallback": {"ResultCode": 0}}}, [1]):
        with pytest.raises(Truncated):
            provider.read(_letter(payment, wrong))


def test_a_forged_yes_is_asked_again_and_found_out(mpesa: FakeMpesa) -> None:
    payment = _asked()
    mpesa.result = 1032
    letter = _letter(payment, callback())
    act_on(message=receive(provider="mpesa", body=letter.body, headers={}, secret=letter.secret).pk)
    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED


def test_another_amount_settles_nothing(mpesa: FakeMpesa) -> None:
    payment = _asked()
    mpesa.result = 0
    letter = _letter(payment, callback(amount=99))
    act_on(message=receive(provider="mpesa", body=letter.body, headers={}, secret=letter.secret).pk)
    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert payment.events.get().outcome == "mismatch"


def test_no_machine_sends_money_back_a_person_does(mpesa: FakeMpesa) -> None:
    payment = _asked()
    mpesa.result = 0
    services.check_payment(payment=payment)
    row = services.refund(order=payment.orders.get(), by=None, reason=RefundReason.GOODWILL)
    assert MpesaProvider().refund(row) is RefundAnswer.REFUSED
    assert services.send_refund(refund=row).state == RefundState.REFUSED
    by_hand = HandRefund.objects.get()
    assert by_hand.reason == "phone"
    mark_sent(row=by_hand, by=staff(), bank_reference="NLJ7RT61SV")
    row.refresh_from_db()
    assert row.state == RefundState.DONE
