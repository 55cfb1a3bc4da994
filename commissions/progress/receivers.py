"""What the commissions tell the conversations: a held message was looked at."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from commissions.models import Screening
from commissions.progress import services
from commissions.signals import screening_decided


@receiver(screening_decided, dispatch_uid="progress.screening_decided")
def on_screening_decided(sender: Any, screening: Screening, **_more: Any) -> None:
    del sender
    services.settle_check(check=screening)
