"""What `manage.py check --deploy` says about the protection of accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004

LONGEST = timedelta(days=366)  # RFC 9116: less than a year ahead is recommended


@register(Tags.security, deploy=True)
def staff_show_two_factors(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.STAFF_MFA:
        return []
    hint = "Remove STAFF_MFA=0 from the environment: it is for a demonstration on one machine."
    return [Error("Staff may work without a second factor.", hint=hint, id="accounts.E001")]


@register(Tags.security, deploy=True)
def security_contact_is_current(app_configs: Any, **_: Any) -> list[CheckMessage]:
    expires = datetime.fromisoformat(settings.SECURITY_TXT_EXPIRES)
    now = datetime.now(UTC)
    if expires <= now:
        hint = "Read the policy again and set SECURITY_TXT_EXPIRES to a date within a year."
        return [Error("security.txt has expired: finders may not trust it.", hint=hint, id="accounts.E002")]
    if expires - now > LONGEST:
        return [Warning("security.txt should expire within a year.", id="accounts.W001")]
    return []
