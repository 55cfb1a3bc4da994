"""What the outbox brings to the mail room."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from core.outbox import handles
from mailing.services.queueing import NUDGE
from mailing.tasks import send_due

log = logging.getLogger("souk.mail")


@handles(NUDGE)
def nudge_worker(payload: dict[str, Any]) -> None:
    """Wakes a worker once the row is done; a deaf broker is no harm, the sweep comes round."""
    del payload
    transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    try:
        send_due.delay()
    except (OperationalError, OSError) as error:
        log.warning("mail.nudge_failed", extra={"error": str(error)})
