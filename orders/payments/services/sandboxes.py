"""The test bank acts: it answers at once, late, twice, wrongly or never, through the webhook door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from core import clock, outbox
from orders.payments import locks
from orders.payments.clients import sandbox
from orders.payments.enums import SandboxRefundAnswer, Scenario
from orders.payments.events import SANDBOX_SENDS
from orders.payments.models import SandboxCharge, SandboxRefund
from orders.payments.services.receiving import receive

CODE: Final = "123456"
"""What the bank's page tells its visitor to type, as a text message would."""
MAX_TRIES: Final = 3
# What another amount means here: one major unit less of most currencies.
SHORT_BY: Final = 100


@transaction.atomic
def choose(
    *,
    reference: str,
    scenario: Scenario,
    refunds: SandboxRefundAnswer = SandboxRefundAnswer.DONE,
    now: datetime | None = None,
) -> SandboxCharge:
    """What the visitor of the bank's page chose: a silent bank may speak later, a word given stands.

    Locks the charge. Raises SandboxCharge.DoesNotExist.
    """
    charge = locks.charge(reference)
    if charge.answer not in {"", Scenario.SILENT, Scenario.CHALLENGE}:
        return charge
    moment = now or clock.now()
    charge.answer, charge.refund_answer = scenario, refunds
    if scenario == Scenario.MISMATCH:
        charge.told = charge.amount - SHORT_BY if charge.amount > SHORT_BY else charge.amount + SHORT_BY
    if scenario in {Scenario.SILENT, Scenario.CHALLENGE}:
        charge.speaks_at = None
    else:
        charge.speaks_at = moment + sandbox.late() if scenario == Scenario.LATE else moment
        _send_later(charge, moment)
    charge.save(update_fields=["answer", "refund_answer", "told", "speaks_at"])
    return charge


@transaction.atomic
def enter_code(*, reference: str, typed: str, now: datetime | None = None) -> SandboxCharge:
    """The 3-D Secure page: the right code pays, the third wrong one is a refusal. Locks the charge."""
    charge = locks.charge(reference)
    if charge.answer != Scenario.CHALLENGE:
        return charge
    if typed == CODE:
        return choose(reference=reference, scenario=Scenario.PAY, refunds=_refunds(charge), now=now)
    charge.tries += 1
    charge.save(update_fields=["tries"])
    if charge.tries >= MAX_TRIES:
        return choose(reference=reference, scenario=Scenario.REFUSE, refunds=_refunds(charge), now=now)
    return charge


@transaction.atomic
def speak(*, refund: str, answer: SandboxRefundAnswer) -> SandboxRefund:
    """The bank decides on a refund that it had left open, and says so."""
    row = locks.sandbox_refund(refund)
    if row.answer == SandboxRefundAnswer.PENDING:
        row.answer = answer
        row.save(update_fields=["answer"])
        event = {"id": f"evt_re_{row.reference}", "type": "refund", "reference": row.charge.reference}
        outbox.enqueue(SANDBOX_SENDS, {"event": event}, key=event["id"])
    return row


def send(event: dict[str, Any], *, times: int = 1) -> None:
    """One message through the door, signed as the test bank signs; a nervous bank sends it twice."""
    for _time in range(times):
        body, headers = sandbox.letter(event)
        receive(provider="sandbox", body=body, headers=headers)


def _send_later(charge: SandboxCharge, now: datetime) -> None:
    event = {"id": f"evt_{charge.reference}", "type": "charge", "reference": charge.reference}
    times = 2 if charge.answer == Scenario.TWICE else 1
    wait = (charge.speaks_at or now) - now
    outbox.enqueue(
        SANDBOX_SENDS,
        {"event": event, "times": times},
        key=event["id"],
        delay=wait if wait > timedelta(0) else None,
    )


def _refunds(charge: SandboxCharge) -> SandboxRefundAnswer:
    return SandboxRefundAnswer(charge.refund_answer)
