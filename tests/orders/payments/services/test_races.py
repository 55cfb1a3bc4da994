"""Two at once: the same message at the door, two presses for one telephone, two words on one transfer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from core import money
from core.errors import SoukError
from core.models import OutboxMessage
from core.money import Money
from orders.enums import OrderState
from orders.payments import signatures
from orders.payments.models import PhoneCharge, WebhookMessage
from orders.payments.services import ask_phone, match_transfer, receive, reject_transfer
from tests.factories.orders import order_of
from tests.factories.payments import payment_at, staff, transfer
from tests.orders.payments.fakes.mpesa import FakeMpesa
from tests.orders.payments.fakes.stripe import FakeStripe

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*acts: Callable[[], Any]) -> list[Any]:
    """All of them at once; what each returned or refused with."""
    gate, told = threading.Barrier(len(acts)), [None] * len(acts)

    def run(at: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            told[at] = act()
        except SoukError as error:
            told[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


def test_the_same_message_at_four_doors_is_one(stripe: FakeStripe) -> None:
    payment = payment_at("stripe")
    thing = {"id": "pi_1", "metadata": {"reference": payment.reference}}
    body = json.dumps({"id": "evt_1", "object": "event", "type": "x", "data": {"object": thing}}).encode()
    header = {"Stripe-Signature": signatures.timestamped_header(body, "whsec_right", now=int(time.time()))}
    told = _together(*[lambda: receive(provider="stripe", body=body, headers=header)] * 4)
    assert {row.pk for row in told} == {WebhookMessage.objects.get().pk}
    assert WebhookMessage.objects.get().repeats == 3
    assert OutboxMessage.objects.filter(topic="payments.act").count() == 1


def test_two_presses_ask_one_telephone_once(mpesa: FakeMpesa, monkeypatch) -> None:
    monkeypatch.setitem(money.EXPONENTS, "KES", 2)
    payment = payment_at("mpesa", order_of(currency="KES", price=10_000))
    _together(*[lambda: ask_phone(payment=payment, phone="0712345678")] * 3)
    assert (len(mpesa.pushes), PhoneCharge.objects.count()) == (1, 1)


def test_two_words_on_one_transfer_are_one_after_the_other() -> None:
    row, person = transfer(), staff()
    told = _together(
        lambda: match_transfer(transfer=row, by=person, received=Money(185_000, "SAR"), bank_reference="FT1"),
        lambda: reject_transfer(transfer=row, by=person, reason="Nothing came."),
    )
    row.refresh_from_db()
    # Whoever came second saw the first: a match is final, a rejection may still be matched.
    assert row.state == "matched"
    assert row.payment.orders.get().state == OrderState.PAID
    assert told[0].state == "matched"
