"""The test bank, scenario by scenario, through the same door as the real ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from core.models import OutboxMessage
from orders import services
from orders.enums import OrderState, PaymentState, RefundReason, RefundState
from orders.models import PaymentEvent
from orders.payments.clients import sandbox
from orders.payments.enums import SandboxRefundAnswer, Scenario
from orders.payments.exceptions import Forged, OutOfTime, Truncated
from orders.payments.models import SandboxCharge, SandboxRefund, WebhookMessage
from orders.payments.services import choose, enter_code, receive, send, speak
from orders.payments.services.sandboxes import CODE
from tests.factories.payments import payment_at

pytestmark = pytest.mark.django_db


def _chosen(scenario: Scenario, **given):
    payment = payment_at("sandbox")
    choose(reference=payment.reference, scenario=scenario, **given)
    return payment


def _state(payment) -> tuple[str, str]:
    payment.refresh_from_db()
    return payment.state, payment.orders.get().state


PAID = (PaymentState.SUCCEEDED, OrderState.PAID)
OPEN = (PaymentState.PENDING, OrderState.AWAITING_PAYMENT)


def test_success_settles_by_its_message_alone(run_outbox) -> None:
    payment = _chosen(Scenario.PAY)
    assert _state(payment) == OPEN
    run_outbox()
    assert _state(payment) == PAID
    assert WebhookMessage.objects.get().outcome == "done"


def test_a_refusal(run_outbox) -> None:
    payment = _chosen(Scenario.REFUSE)
    run_outbox()
    assert _state(payment) == (PaymentState.FAILED, OrderState.AWAITING_PAYMENT)


def test_a_late_word_comes_later_and_nobody_knows_it_before(run_outbox, settings) -> None:
    payment = _chosen(Scenario.LATE)
    assert services.check_payment(payment=payment).state == PaymentState.PENDING
    run_outbox()
    assert _state(payment) == OPEN
    due = OutboxMessage.objects.get(topic="payments.sandbox_sends").due_at
    assert due > clock.now() + timedelta(seconds=settings.SANDBOX_LATE_SECONDS - 5)
    SandboxCharge.objects.update(speaks_at=clock.now())
    run_outbox(delayed=True)
    assert _state(payment) == PAID


def test_two_messages_settle_once(run_outbox) -> None:
    payment = _chosen(Scenario.TWICE)
    run_outbox()
    assert _state(payment) == PAID
    assert (PaymentEvent.objects.count(), WebhookMessage.objects.get().repeats) == (1, 1)


def test_another_amount_settles_nothing(run_outbox) -> None:
    payment = _chosen(Scenario.MISMATCH)
    run_outbox()
    assert _state(payment) == OPEN
    event = PaymentEvent.objects.get()
    assert (event.outcome, event.amount) == ("mismatch", payment.amount - 100)


def test_silence_is_unknown_and_the_bank_may_speak_later(run_outbox) -> None:
    payment = _chosen(Scenario.SILENT)
    run_outbox()
    assert services.check_payment(payment=payment).state == PaymentState.UNKNOWN
    choose(reference=payment.reference, scenario=Scenario.PAY)
    run_outbox()
    assert _state(payment) == PAID


def test_a_word_given_stands(run_outbox) -> None:
    payment = _chosen(Scenario.REFUSE)
    assert choose(reference=payment.reference, scenario=Scenario.PAY).answer == Scenario.REFUSE


def test_a_challenge_is_passed_with_its_code(run_outbox) -> None:
    payment = _chosen(Scenario.CHALLENGE)
    assert services.check_payment(payment=payment).state == PaymentState.PENDING
    enter_code(reference=payment.reference, typed="000000")
    enter_code(reference=payment.reference, typed=CODE)
    run_outbox()
    assert _state(payment) == PAID


def test_the_third_wrong_code_is_a_refusal(run_outbox) -> None:
    payment = _chosen(Scenario.CHALLENGE)
    for _time in range(3):
        enter_code(reference=payment.reference, typed="000000")
    enter_code(reference=payment.reference, typed=CODE)
    run_outbox()
    assert _state(payment)[0] == PaymentState.FAILED


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (SandboxRefundAnswer.DONE, RefundState.DONE),
        (SandboxRefundAnswer.PENDING, RefundState.SENT),
        (SandboxRefundAnswer.REFUSED, RefundState.REFUSED),
    ],
)
def test_refunds_as_chosen(run_outbox, answer: SandboxRefundAnswer, state: RefundState) -> None:
    payment = _chosen(Scenario.PAY, refunds=answer)
    run_outbox()
    row = services.refund(order=payment.orders.get(), by=None, reason=RefundReason.GOODWILL)
    assert services.send_refund(refund=row).state == state
    assert SandboxRefund.objects.get().amount == payment.amount


def test_a_refund_left_open_is_told_through_the_door(run_outbox) -> None:
    payment = _chosen(Scenario.PAY, refunds=SandboxRefundAnswer.PENDING)
    run_outbox()
    row = services.refund(order=payment.orders.get(), by=None, reason=RefundReason.GOODWILL)
    services.send_refund(refund=row)
    speak(refund=row.reference, answer=SandboxRefundAnswer.DONE)
    run_outbox()
    row.refresh_from_db()
    assert row.state == RefundState.DONE


def test_its_messages_cannot_be_forged() -> None:
    payment = payment_at("sandbox")
    event = {"id": "evt_1", "type": "charge", "reference": payment.reference}
    body, _headers = sandbox.letter(event)
    for wrong, error in (
        ({sandbox.HEADER: "t=1,v1=00"}, Forged),
        ({}, Forged),
        (sandbox.letter(event, now=1_700_000_000)[1], OutOfTime),
    ):
        with pytest.raises(error):
            receive(provider="sandbox", body=body, headers=wrong)
    empty, signed = sandbox.letter({})
    with pytest.raises(Truncated):
        receive(provider="sandbox", body=empty, headers=signed)
    assert WebhookMessage.objects.filter(verified=True).count() == 0


def test_it_can_be_switched_off(settings) -> None:
    settings.SANDBOX_PAYMENTS = False
    assert sandbox.SandboxProvider().accepts("SAR", "SA") is False


def test_an_early_message_finds_nothing_to_tell(run_outbox) -> None:
    payment = payment_at("sandbox")
    send({"id": "evt_early", "type": "charge", "reference": payment.reference})
    run_outbox()
    assert WebhookMessage.objects.get().outcome == "nothing"
    assert _state(payment) == OPEN
