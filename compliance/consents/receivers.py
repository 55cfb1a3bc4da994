"""At login a browser's answers and the account's are made one."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from compliance.consents import services


@receiver(user_logged_in)
def on_login(request: Any, user: Any, **_kwargs: Any) -> None:
    if request is not None and hasattr(request, "COOKIES"):
        services.merge(request=request, user=user)


@receiver(email_confirmed)
def on_email_confirmed(email_address: Any, **_kwargs: Any) -> None:
    """A young person's question to the guardian waits until their own address is proved."""
    services.send_prepared(child=email_address.user)
