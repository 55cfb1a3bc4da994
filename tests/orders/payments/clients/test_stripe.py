"""Stripe, through its SDK, against a server that speaks its API."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from orders import services
from orders.enums import PaymentState, RefundReason, RefundState
from orders.payments import links
from orders.payments.breaker import THRESHOLD, Breaker, State
from orders.payments.clients.stripe import StripeProvider
from orders.payments.doors import Letter
from orders.payments.exceptions import MessageRefused, Truncated
from orders.payments.http import Resting
from orders.providers import ProviderRefused, ProviderSilent, RefundAnswer, Verdict
from tests.factories.orders import order_of
from tests.factories.payments import payment_at
from tests.orders.payments.fakes.stripe import FakeStripe

pytestmark = pytest.mark.django_db


def _paid(stripe: FakeStripe, **given):
    payment = payment_at("stripe", **given)
    stripe.pay()
    return services.check_payment(payment=payment)


def test_a_payment_opens_a_session_with_its_amount_and_our_key(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    call = stripe.calls[0]
    assert (payment.state, payment.provider_reference) == (PaymentState.PENDING, "cs_test_1")
    assert call.headers["Idempotency-Key"] == payment.reference
    assert call.form["line_items[0][price_data][unit_amount]"] == str(payment.amount)
    assert call.form["line_items[0][price_data][currency]"] == "sar"
    assert call.form["payment_intent_data[metadata][reference]"] == payment.reference
    assert call.form["success_url"] == links.returned(payment)


def test_the_buyer_leaves_over_a_page_of_ours(stripe: FakeStripe) -> None:
    payment = payment_at("stripe", opened=False)
    url = services.open_payment(payment=payment)
    assert url.startswith(f"/en/orders/pay/{payment.reference}/leaving/?to=")
    assert links.destination(url.partition("to=")[2]) == (
        "https://checkout.stripe.com/c/pay/cs_test_1",
        "stripe",
    )


def test_opened_twice_it_is_one_session(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    for _again in range(2):
        services.open_payment(payment=payment)
    assert list(stripe.sessions) == ["cs_test_1"]


def test_kuwaiti_thousandths_end_in_nought_or_are_refused(stripe: FakeStripe) -> None:
    payment_at("stripe", currency="KWD", price=1_500_010)
    assert stripe.calls[0].form["line_items[0][price_data][unit_amount]"] == "1500010"
    odd = payment_at("stripe", currency="KWD", price=1_500_015)
    assert (odd.state, len(stripe.calls)) == (PaymentState.FAILED, 1)


def test_paid_is_paid_with_the_amount_that_was_received(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    assert StripeProvider().ask(payment) is None
    stripe.pay()
    report = StripeProvider().ask(payment)
    assert report is not None
    assert (report.verdict, report.amount, report.currency) == (Verdict.PAID, payment.amount, "SAR")
    assert report.event_id == "pi_1:succeeded"
    assert services.check_payment(payment=payment).state == PaymentState.SUCCEEDED


def test_a_refused_card_is_no_answer_while_the_session_is_open(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    stripe.decline()
    assert StripeProvider().ask(payment) is None
    stripe.sessions["cs_test_1"]["status"] = "expired"
    report = StripeProvider().ask(payment)
    assert report is not None
    assert (report.verdict, report.reason) == (Verdict.REFUSED, "insufficient_funds")


@pytest.mark.parametrize("fault", ["hang", 500, "cut", "garbage", 503])
def test_silence_leaves_the_payment_unknown_and_the_same_call_finds_it(
    stripe: FakeStripe, fault: object
) -> None:
    stripe.faults.extend([fault, fault])
    payment = payment_at("stripe")
    assert (payment.state, payment.provider_reference) == (PaymentState.UNKNOWN, "")
    stripe.faults.clear()
    assert StripeProvider().ask(payment) is None
    stripe.pay()
    assert services.check_payment(payment=payment).state == PaymentState.SUCCEEDED
    assert list(stripe.sessions) == ["cs_test_1"]


def test_a_wrong_key_refuses_and_trips_the_fuse(stripe: FakeStripe, settings) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"
    payment = payment_at("stripe", opened=False)
    for _time in range(THRESHOLD):
        with pytest.raises(ProviderRefused, match="AuthenticationError"):
            StripeProvider().start(payment)
    assert Breaker("stripe").state is State.OPEN
    with pytest.raises(Resting):
        StripeProvider().ask(payment)
    with pytest.raises(ProviderRefused, match="does not answer just now"):
        StripeProvider().start(payment)


def test_a_part_goes_back_once(stripe: FakeStripe) -> None:
    payment = _paid(stripe)
    order = payment.orders.get()
    line = order.lines.get()
    row = services.refund(order=order, by=None, amounts={line.pk: 50_000}, reason=RefundReason.GOODWILL)
    assert services.send_refund(refund=row).state == RefundState.DONE
    assert StripeProvider().refund(row) is RefundAnswer.DONE
    assert [(one["amount"], one["metadata"]["refund"]) for one in stripe.refunds] == [(50_000, row.reference)]
    assert StripeProvider().ask_refund(row) is RefundAnswer.DONE


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("pending", RefundAnswer.PENDING),
        ("failed", RefundAnswer.REFUSED),
        ("canceled", RefundAnswer.REFUSED),
        ("something_new", RefundAnswer.PENDING),
    ],
)
def test_what_a_refund_may_answer(stripe: FakeStripe, status: str, answer: RefundAnswer) -> None:
    stripe.refund_status = status
    order = _paid(stripe).orders.get()
    row = services.refund(order=order, by=None, reason=RefundReason.GOODWILL)
    assert StripeProvider().refund(row) is answer
    stripe.refund_status = "succeeded"
    stripe.refunds[0]["amount"] = order.total
    row.reference = "b" * 32
    assert StripeProvider().refund(row) is RefundAnswer.REFUSED


def test_all_facts_are_told_in_their_order(stripe: FakeStripe) -> None:
    payment = _paid(stripe)
    order = payment.orders.get()
    services.send_refund(
        refund=services.refund(
            order=order, by=None, amounts={order.lines.get().pk: 100}, reason=RefundReason.GOODWILL
        )
    )
    stripe.dispute("needs_response", 200)
    told = StripeProvider().tell(payment, None)
    assert [(one.verdict, one.amount) for one in told] == [
        (Verdict.PAID, payment.amount),
        (Verdict.REFUNDED, 100),
        (Verdict.DISPUTED, 200),
    ]
    for status, end in (("won", Verdict.DISPUTE_WON), ("lost", Verdict.DISPUTE_LOST)):
        stripe.dispute(status, 200)
        assert [one.verdict for one in StripeProvider().tell(payment, None)][2:] == [Verdict.DISPUTED, end]
    stripe.dispute("warning_needs_response", 200)
    assert len(StripeProvider().tell(payment, None)) == 2


def test_an_amount_that_cannot_be_read_is_silence(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    stripe.pay()["amount_received"] = "all of it"
    with pytest.raises(ProviderSilent):
        StripeProvider().ask(payment)


def test_events_are_read_and_thin_ones_refused() -> None:
    def read(event: object):
        return StripeProvider().read(Letter(json.dumps(event).encode(), {}, 0))

    opened = read(
        {
            "id": "evt_1",
            "object": "event",
            "type": "charge.dispute.created",
            "data": {"object": {"payment_intent": "pi_9"}},
        }
    )
    assert (opened.event_id, opened.kind, opened.there, opened.reference) == (
        "evt_1",
        "charge.dispute.created",
        "pi_9",
        "",
    )
    nothing = read({"id": "evt_2", "object": "event", "data": {"object": {"id": "rdr_123"}}})
    assert nothing.about_payment is False
    for wrong, error in (
        ({"id": "evt_1", "object": "v2.core.event"}, MessageRefused),
        ({"object": "event"}, Truncated),
        ([], Truncated),
    ):
        with pytest.raises(error):
            read(wrong)


def test_a_stranger_is_asked_for_by_its_intent(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    provider = StripeProvider()

    def opened(there: str):
        body = {"id": "evt", "object": "event", "type": "x", "data": {"object": {"payment_intent": there}}}
        return provider.read(Letter(json.dumps(body).encode(), {}, 0))

    assert provider.whose(opened("pi_1")) == payment.reference
    assert provider.whose(opened("pi_404")) == ""


def test_patience_outlasts_the_session() -> None:
    assert StripeProvider().patience > timedelta(hours=1)


def test_an_order_in_riyals_of_a_saudi_may_go_there(stripe: FakeStripe) -> None:
    assert StripeProvider().accepts("SAR", "SA") is True
    assert StripeProvider().accepts("KES", "KE") is False
    assert order_of().currency == "SAR"
