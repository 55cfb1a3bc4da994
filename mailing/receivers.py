"""A withdrawn consent empties the queue at once, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from compliance.consents.signals import consent_withdrawn
from mailing import services


@receiver(consent_withdrawn)
def on_withdrawn(user: Any, address: str, purpose: str, **_kwargs: Any) -> None:
    if user is not None or address:
        services.cancel_unwanted(purpose=purpose, user=user, address=address)
