"""Rows of the kernel for tests."""

from __future__ import annotations

import factory
from django.utils import timezone

from core.enums import OutboxState
from core.models import OutboxMessage


class OutboxMessageFactory(factory.django.DjangoModelFactory):
    """A waiting message; `OutboxMessageFactory(done=True)`, `OutboxMessageFactory(parked=True)`."""

    class Meta:
        model = OutboxMessage

    class Params:
        done = factory.Trait(
            state=OutboxState.DONE, attempts=1, finished_at=factory.LazyFunction(timezone.now)
        )
        parked = factory.Trait(state=OutboxState.PARKED, attempts=12, last_error="ValueError: no such lot")

    topic = "test.noted"
    key = factory.Sequence(lambda n: f"key-{n}")
    payload = factory.Dict({"n": factory.Sequence(int)})
