"""Mail and notices for tests."""

from __future__ import annotations

from typing import Any

import factory

from core import clock
from mailing.enums import MailState
from mailing.models import EmailMessage, Notification
from tests.factories.accounts import UserFactory


class EmailMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmailMessage

    key = factory.Sequence(lambda n: f"test:{n}")
    language = "en"
    to_address = factory.Sequence(lambda n: f"reader{n}@example.com")
    from_address = "Art Souk <noreply@artsouk.example>"
    subject = "A subject"
    text = "A text"
    html = "<p>A text</p>"
    state = MailState.QUEUED
    queued_at = factory.LazyFunction(clock.now)
    not_before = factory.LazyFunction(clock.now)


class NotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    kind = "orders.paid"
    context = factory.LazyFunction(
        lambda: {"number": "AS-2026-000001", "title": {"ar": "صحن الضوء", "en": "Courtyard of Light"}}
    )
    url = "/ar/orders/AS-2026-000001/"
    key = factory.Sequence(lambda n: f"notice:{n}")
    created_at = factory.LazyFunction(clock.now)


def template(**given: Any) -> dict[str, Any]:
    return {"subject": "Hello {{ recipient }}", "text": "Order {{ number }}", "html": "", **given}
