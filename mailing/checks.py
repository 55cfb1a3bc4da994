"""Settings of the mail room that can be wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from compliance.consents import registry as purposes
from mailing import registry, sending


@checks.register()
def provider_is_known(**_kwargs: Any) -> list[checks.CheckMessage]:
    """mailing.E001: MAIL_PROVIDER names nobody. mailing.E002: SendGrid without a key."""
    if settings.MAIL_PROVIDER not in settings.MAIL_PROVIDERS:
        known = ", ".join(settings.MAIL_PROVIDERS)
        return [
            checks.Error(f"MAIL_PROVIDER is {settings.MAIL_PROVIDER!r}: choose {known}.", id="mailing.E001")
        ]
    if settings.MAIL_PROVIDER == "sendgrid" and not settings.SENDGRID_API_KEY:
        return [checks.Error("MAIL_PROVIDER is sendgrid: set SENDGRID_API_KEY.", id="mailing.E002")]
    return []


@checks.register()
def lease_outlasts_a_batch(**_kwargs: Any) -> list[checks.CheckMessage]:
    """mailing.E003: a batch of time-outs would outlast the lease, and each message would go out twice."""
    if sending.LEASE.total_seconds() > settings.SENDGRID_TIMEOUT * sending.BATCH:
        return []
    longest = int(sending.LEASE.total_seconds() / sending.BATCH) - 1
    return [checks.Error(f"SENDGRID_TIMEOUT must be {longest} seconds at most.", id="mailing.E003")]


@checks.register()
def purposes_are_known(**_kwargs: Any) -> list[checks.CheckMessage]:
    """mailing.E004: a mail names a purpose that nobody can agree to, so it would never be sent."""
    return [
        checks.Error(f"{kind.name}: there is no purpose {kind.purpose!r}.", id="mailing.E004")
        for kind in registry.mails()
        if kind.purpose and not purposes.known(kind.purpose)
    ]
