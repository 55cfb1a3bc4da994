"""Tap against a server that speaks its API."""

from __future__ import annotations

import pytest

from orders import services
from orders.enums import PaymentState, RefundReason, RefundState
from orders.payments.acceptance import rail_names
from orders.payments.breaker import THRESHOLD, Breaker
from orders.payments.clients.tap import TapProvider
from orders.payments.doors import Letter
from orders.payments.exceptions import Forged, Truncated
from orders.providers import RefundAnswer, Verdict
from tests.factories.payments import payment_at
from tests.orders.payments.fakes.tap import FakeTap, signed, written

pytestmark = pytest.mark.django_db


def _paid(tap: FakeTap, **given):
    payment = payment_at("tap", **given)
    tap.pay()
    return services.check_payment(payment=payment)


def _refund(payment, amount: int):
    order = payment.orders.get()
    return services.refund(
        order=order, by=None, amounts={order.lines.get().pk: amount}, reason=RefundReason.GOODWILL
    )


@pytest.mark.parametrize(
    ("currency", "price", "told"),
    [
        ("KWD", 1_500, b'"amount": 1.500,'),
        ("SAR", 200, b'"amount": 2.00,'),
        ("BHD", 1_234_567, b'"amount": 1234.567,'),
    ],
)
def test_an_amount_goes_out_with_all_its_decimals(
    tap: FakeTap, currency: str, price: int, told: bytes
) -> None:
    payment = payment_at("tap", currency=currency, price=price)
    assert told in tap.calls[0].body
    assert (payment.state, payment.provider_reference) == (PaymentState.PENDING, "chg_1")
    tap.pay()
    report = TapProvider().ask(payment)
    assert report is not None
    assert (report.verdict, report.amount, report.currency) == (Verdict.PAID, price, currency)


def test_our_reference_is_the_key(tap: FakeTap) -> None:
    tap.faults.append("cut")
    payment = payment_at("tap")
    services.open_payment(payment=payment)
    assert tap.calls[0].json["reference"]["idempotent"] == payment.reference
    assert list(tap.charges) == ["chg_1"]


@pytest.mark.parametrize(
    "status", ["ABANDONED", "CANCELLED", "FAILED", "DECLINED", "RESTRICTED", "VOID", "TIMEDOUT"]
)
def test_what_is_a_refusal(tap: FakeTap, status: str) -> None:
    payment = payment_at("tap")
    tap.pay(status=status)
    assert services.check_payment(payment=payment).state == PaymentState.FAILED


@pytest.mark.parametrize("status", ["INITIATED", "IN_PROGRESS", "UNKNOWN", "AUTHORIZED", "SOMETHING_NEW"])
def test_what_is_no_answer_yet(tap: FakeTap, status: str) -> None:
    payment = payment_at("tap")
    tap.pay(status=status)
    assert services.check_payment(payment=payment).state == PaymentState.PENDING


@pytest.mark.parametrize("fault", ["hang", 502, "garbage"])
def test_silence_leaves_the_payment_unknown(tap: FakeTap, fault: object) -> None:
    payment = payment_at("tap")
    tap.faults.extend([fault] * 3)
    assert services.check_payment(payment=payment).state == PaymentState.UNKNOWN


def test_while_it_rests_a_new_payment_ends_at_once_and_an_old_one_waits(tap: FakeTap) -> None:
    old = payment_at("tap")
    for _time in range(THRESHOLD):
        Breaker("tap").bad("x", "y")
    asked = len(tap.calls)
    assert payment_at("tap").state == PaymentState.FAILED
    assert services.check_payment(payment=old).state == PaymentState.UNKNOWN
    assert len(tap.calls) == asked


def test_money_goes_back_once_however_often_we_ask(tap: FakeTap, monkeypatch) -> None:
    payment = _paid(tap, currency="KWD", price=9_500)
    row = _refund(payment, 1_250)
    real = FakeTap._refund
    monkeypatch.setattr(FakeTap, "_refund", lambda self, call: (real(self, call), (504, {}))[1])
    assert services.send_refund(refund=row).state == RefundState.ASKED
    assert services.send_refund(refund=row).state == RefundState.DONE
    assert [str(one["amount"]) for one in tap.refunds] == ["1.250"]
    told = TapProvider().tell(payment, None)
    assert [(one.verdict, one.amount, one.refund_reference) for one in told] == [
        (Verdict.PAID, 9_500, ""),
        (Verdict.REFUNDED, 1_250, row.reference),
    ]


@pytest.mark.parametrize(
    ("status", "answer"),
    [("PENDING", RefundAnswer.PENDING), ("FAILED", RefundAnswer.REFUSED), ("NEW", RefundAnswer.PENDING)],
)
def test_what_a_refund_may_answer(tap: FakeTap, status: str, answer: RefundAnswer) -> None:
    row = _refund(_paid(tap), 100)
    tap.refund_status = status
    assert TapProvider().refund(row) is answer


def test_more_than_was_paid_is_refused(tap: FakeTap) -> None:
    row = _refund(_paid(tap), 100)
    row.amount = 10**9
    assert TapProvider().refund(row) is RefundAnswer.REFUSED


def test_its_word_is_signed_and_nothing_of_it_can_be_changed(tap: FakeTap) -> None:
    payment = payment_at("tap", currency="KWD", price=1_500)
    row = tap.pay()
    body, headers = signed(row)
    provider = TapProvider()
    provider.verify(Letter(body, headers, 0))
    opened = provider.read(Letter(body, headers, 0))
    assert (opened.reference, opened.there, opened.kind) == (payment.reference, "chg_1", "charge.captured")
    for name, value in (("amount", 1), ("status", "DECLINED"), ("currency", "BHD"), ("id", "chg_2")):
        with pytest.raises(Forged):
            provider.verify(Letter(written({**row, name: value}), headers, 0))
    for given in ({}, {"hashstring": ""}, {"hashstring": headers["hashstring"][:-1]}):
        with pytest.raises(Forged):
            provider.verify(Letter(body, given, 0))
    for cut in (body[:-3], b"", b"[]", written({**row, "amount": "x"})):
        with pytest.raises(Truncated):
            provider.verify(Letter(cut, headers, 0))


def test_a_refund_speaks_of_its_charge(tap: FakeTap) -> None:
    payment = _paid(tap)
    TapProvider().refund(_refund(payment, 100))
    body, headers = signed(tap.refunds[0])
    TapProvider().verify(Letter(body, headers, 0))
    opened = TapProvider().read(Letter(body, headers, 0))
    assert (opened.there, opened.reference) == ("chg_1", "")
    assert TapProvider().whose(opened) == payment.reference


def test_each_currency_names_its_rails(english) -> None:
    assert rail_names("tap", "KWD") == ["KNET", "Apple Pay", "credit card"]
    assert rail_names("tap", "AED") == ["credit card"]
    assert TapProvider().hint_for("BHD") == "Benefit, Apple Pay or credit card"


def test_in_arabic_too(arabic) -> None:
    assert TapProvider().hint_for("KWD") == "كي نت، Apple Pay أو بطاقة ائتمان"
