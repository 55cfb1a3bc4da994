"""The webhook door: what is believed, what is kept, and that nothing else happens."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from core.models import OutboxMessage
from orders import services
from orders.enums import OrderState, PaymentState
from orders.models import Payment, PaymentEvent
from orders.payments import signatures
from orders.payments.enums import MessageOutcome
from orders.payments.exceptions import Truncated
from orders.payments.models import WebhookMessage
from orders.payments.services import act_on, acting, forget_bodies, receive, retry, sweep
from tests.factories.payments import payment_at, staff
from tests.orders.payments.fakes.stripe import FakeStripe
from tests.orders.payments.fakes.tap import FakeTap, signed

pytestmark = pytest.mark.django_db
DOOR = "/webhooks/stripe/"


def _event(payment: Payment, kind: str = "payment_intent.succeeded", key: str = "evt_1") -> bytes:
    thing = {"id": "pi_1", "metadata": {"reference": payment.reference}}
    return json.dumps({"id": key, "object": "event", "type": kind, "data": {"object": thing}}).encode()


def _post(body: bytes, *, later: int = 0, key: str = "whsec_right", **given: Any) -> Any:
    header = signatures.timestamped_header(body, key, now=int(time.time()) + later)
    return Client().post(
        DOOR, body, content_type="application/json", headers={"Stripe-Signature": header}, **given
    )


def _state(payment: Payment) -> tuple[str, str, int]:
    payment.refresh_from_db()
    return payment.state, payment.orders.get().state, PaymentEvent.objects.count()


WAITING = (PaymentState.PENDING, OrderState.AWAITING_PAYMENT, 0)
PAID = (PaymentState.SUCCEEDED, OrderState.PAID, 1)


def test_a_message_is_kept_at_once_and_acted_on_later(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    asked = len(stripe.calls)
    body = _event(payment)
    answer = _post(body)
    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    assert len(stripe.calls) == asked  # nobody is asked while the provider waits
    assert _state(payment) == WAITING
    kept = WebhookMessage.objects.get()
    assert (bytes(kept.body), kept.sha256, kept.size) == (body, hashlib.sha256(body).hexdigest(), len(body))
    assert (kept.event_id, kept.kind, kept.payment, kept.verified) == (
        "evt_1",
        "payment_intent.succeeded",
        payment,
        True,
    )
    assert sorted(kept.headers) == ["content-length", "content-type", "stripe-signature"]
    run_outbox()
    assert _state(payment) == PAID
    kept.refresh_from_db()
    assert (kept.outcome, kept.attempts) == (MessageOutcome.DONE, 1)


def test_the_same_message_again_is_counted_and_changes_nothing(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    body = _event(payment)
    assert [_post(body).status_code for _time in range(3)] == [200, 200, 200]
    run_outbox()
    assert _post(body).status_code == 200
    run_outbox()
    assert _state(payment) == PAID
    assert WebhookMessage.objects.get().repeats == 3


def test_two_messages_about_one_fact_are_one_settlement(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment, key="evt_1"))
    _post(_event(payment, "checkout.session.completed", key="evt_2"))
    run_outbox()
    assert _state(payment) == PAID
    outcomes = WebhookMessage.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["done", "nothing"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"key": "whsec_wrong"}, 403, "payments.forged"),
        ({"later": -301}, 400, "payments.out_of_time"),
        ({"later": 400}, 400, "payments.out_of_time"),
    ],
)
def test_what_is_not_believed_changes_nothing(
    stripe: FakeStripe, given: dict[str, Any], status: int, code: str
) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    before = OutboxMessage.objects.count()
    answer = _post(_event(payment), **given)
    assert (answer.status_code, answer.json()) == (status, {"code": code})
    assert _state(payment) == WAITING
    assert OutboxMessage.objects.count() == before
    kept = WebhookMessage.objects.get()
    assert (bytes(kept.body), kept.outcome, kept.error, kept.payment) == (b"", "refused", code, None)


def test_a_body_that_was_cut_or_changed_is_forged(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    body = _event(payment)
    header = signatures.timestamped_header(body, "whsec_right", now=int(time.time()))
    for sent in (body[:-1], body + b"\n", body.replace(b"evt_1", b"evt_2"), b""):
        answer = Client().post(
            DOOR, sent, content_type="application/json", headers={"Stripe-Signature": header}
        )
        assert answer.status_code == 403
    assert _state(payment) == WAITING


def test_a_body_shorter_than_promised_is_cut(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    body = _event(payment)
    header = {"Stripe-Signature": signatures.timestamped_header(body, "whsec_right", now=int(time.time()))}
    with pytest.raises(Truncated):
        receive(provider="stripe", body=body, headers=header, declared=len(body) + 10)
    assert WebhookMessage.objects.get().error == "payments.truncated"


def test_what_is_too_large_is_not_even_read(stripe: FakeStripe, settings) -> None:
    settings.WEBHOOK_MAX_BYTES = 1_000
    answer = _post(b"x" * 1_001)
    assert (answer.status_code, answer.json()) == (413, {"code": "payments.too_large"})
    assert WebhookMessage.objects.get().size == 0


def test_a_flood_of_forgeries_does_not_fill_the_table(stripe: FakeStripe, monkeypatch) -> None:
    monkeypatch.setattr("orders.payments.services.receiving.REFUSED_KEPT", 3)
    for _time in range(6):
        assert _post(b"{}", key="wrong").status_code == 403
    assert WebhookMessage.objects.count() == 3


def test_other_doors_and_other_ways_are_shut() -> None:
    assert Client().post("/webhooks/nobody/").status_code == 404
    assert Client().get(DOOR).status_code == 405
    assert WebhookMessage.objects.count() == 0


def test_the_door_needs_no_token_of_ours_and_sets_no_cookie(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    body = _event(payment)
    header = signatures.timestamped_header(body, "whsec_right", now=int(time.time()))
    client = Client(enforce_csrf_checks=True)
    answer = client.post(DOOR, body, content_type="application/json", headers={"Stripe-Signature": header})
    assert (answer.status_code, answer.cookies) == (200, {})


def test_it_comes_before_the_buyer_does(stripe: FakeStripe, run_outbox, client_for) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment))
    run_outbox()
    client = client_for(payment.buyer)
    answer = client.get(f"/en/orders/pay/{payment.reference}/return/")
    assert answer["Location"] == f"/en/orders/{payment.orders.get().number}/receipt/"
    assert _state(payment) == PAID


def test_a_refusal_that_comes_after_the_payment_takes_nothing_back(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.decline()
    stripe.pay()
    _post(_event(payment, key="evt_2"))
    run_outbox()
    _post(_event(payment, "payment_intent.payment_failed", key="evt_1"))
    run_outbox()
    assert _state(payment) == PAID


def test_a_refund_that_comes_before_the_payment_finds_both(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    row = {"id": "re_9", "object": "refund", "amount": 100, "payment_intent": "pi_1", "status": "succeeded"}
    stripe.refunds.append(row)
    _post(_event(payment, "charge.refunded", key="evt_9"))
    run_outbox()
    kinds = PaymentEvent.objects.order_by("pk").values_list("kind", "outcome")
    assert list(kinds) == [("paid", "settled"), ("refunded", "ignored")]


def test_a_dispute_is_found_by_its_intent(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    services.check_payment(payment=payment)
    stripe.dispute("needs_response", payment.amount)
    thing = {"object": "dispute", "payment_intent": "pi_1"}
    event = {"id": "evt_d", "object": "event", "type": "charge.dispute.created", "data": {"object": thing}}
    _post(json.dumps(event).encode())
    run_outbox()
    assert payment.orders.get().state == OrderState.DISPUTED
    assert WebhookMessage.objects.get().payment == payment


def test_a_strangers_payment_is_noted_and_left_alone(stripe: FakeStripe, run_outbox) -> None:
    event = {"id": "evt_x", "object": "event", "type": "x", "data": {"object": {"payment_intent": "pi_7"}}}
    assert _post(json.dumps(event).encode()).status_code == 200
    run_outbox()
    assert WebhookMessage.objects.get().outcome == "stranger"


def test_another_providers_reference_opens_nothing(stripe: FakeStripe, tap: FakeTap, run_outbox) -> None:
    payment = payment_at("tap")
    assert _post(_event(payment)).status_code == 200
    run_outbox()
    assert WebhookMessage.objects.get().outcome == "stranger"
    assert _state(payment) == WAITING


def test_while_the_provider_is_silent_the_message_waits(stripe: FakeStripe, run_outbox) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment))
    stripe.faults.extend([500] * 4)
    run_outbox()
    row = WebhookMessage.objects.get()
    assert (row.outcome, row.attempts, row.error) == ("waiting", 1, "APIError")
    assert _state(payment) == WAITING
    stripe.faults.clear()
    assert sweep() == 0  # not due yet
    assert sweep(now=clock.now() + timedelta(minutes=1)) == 1
    assert _state(payment) == PAID


def test_after_many_tries_a_person_looks_and_may_try_again(
    stripe: FakeStripe, run_outbox, monkeypatch
) -> None:
    monkeypatch.setattr(acting, "MAX_ATTEMPTS", 1)
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment))
    stripe.faults.extend([500] * 4)
    run_outbox()
    row = WebhookMessage.objects.get()
    assert row.outcome == "stuck"
    stripe.faults.clear()
    retry(message=row, by=staff())
    run_outbox()
    assert _state(payment) == PAID


def test_a_worker_killed_between_payment_and_order_is_made_good(
    stripe: FakeStripe, run_outbox, monkeypatch
) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment))
    from orders.services import settling

    class Killed(BaseException):
        """As the kernel does it: nothing in the program sees it."""

    def killed(*_args: Any, **_kwargs: Any) -> None:
        raise Killed

    row = WebhookMessage.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(settling, "_paid", killed)
        with pytest.raises(Killed):
            act_on(message=row.pk)
    assert _state(payment) == WAITING  # the payment was undone with the order
    assert sweep(now=clock.now() + timedelta(minutes=2)) == 1
    assert _state(payment) == PAID
    run_outbox()
    assert _state(payment) == PAID


def test_killed_after_the_settling_it_is_settled_once(stripe: FakeStripe, monkeypatch) -> None:
    payment = payment_at("stripe")
    stripe.pay()
    _post(_event(payment))
    row = WebhookMessage.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(acting, "_close", lambda *_a, **_k: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            act_on(message=row.pk)
    assert _state(payment) == PAID
    assert act_on(message=row.pk) == MessageOutcome.NOTHING
    assert _state(payment) == PAID


def test_texts_are_forgotten_after_their_days(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    _post(_event(payment))
    assert forget_bodies(now=clock.now() + timedelta(days=399)) == 0
    assert forget_bodies(now=clock.now() + timedelta(days=401)) == 1
    row = WebhookMessage.objects.get()
    assert (bytes(row.body), len(row.sha256), row.event_id) == (b"", 64, "evt_1")


def test_taps_word_goes_through_the_same_door(tap: FakeTap, run_outbox) -> None:
    payment = payment_at("tap", currency="KWD", price=1_500)
    body, headers = signed(tap.pay())
    answer = Client().post("/webhooks/tap/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    run_outbox()
    assert _state(payment) == PAID
