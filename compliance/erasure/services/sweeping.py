"""What a lost message or a killed worker left behind is taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from compliance.erasure.enums import State
from compliance.erasure.models import DoomedFile, Erasure
from compliance.erasure.services.finishing import SECOND_PASS
from core import clock
from core.outbox import enqueue

QUIET: Final = timedelta(minutes=10)


@transaction.atomic
def sweep(*, now: datetime | None = None) -> int:
    """Wakes erasures that stand still, second passes that are due, files that are left. How many.

    A message more than needed does no harm: every step asks for itself whether it is done.
    """
    at = now or clock.now()
    slot = f"{at:%Y%m%d%H}{at.minute // 10}"
    still = Erasure.objects.filter(
        Q(state=State.APPROVED, decided_at__lt=at - QUIET) | Q(state=State.RUNNING, started_at__lt=at - QUIET)
    )
    due = Erasure.objects.filter(
        state=State.DONE, passed_again_at__isnull=True, finished_at__lt=at - SECOND_PASS - QUIET
    )
    files = DoomedFile.objects.filter(noted_at__lt=at - QUIET)
    count = 0
    for topic, name, rows in (
        ("erasure.run", "erasure", still),
        ("erasure.again", "erasure", due),
        ("erasure.file", "file", files),
    ):
        for pk in rows.order_by("pk").values_list("pk", flat=True)[:500]:
            enqueue(topic, {name: pk}, key=f"{pk}:sweep:{slot}")
            count += 1
    return count
