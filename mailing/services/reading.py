"""Staff who open somebody's mail leave a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from mailing.models import EmailMessage

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_reading(*, message: EmailMessage, by: User) -> None:
    audit.record("mailing.message.read", subject=message, actor=by)
