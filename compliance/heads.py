"""The head of the audit log's chain, made public once a day: what has been published cannot be rewritten unseen."""

from __future__ import annotations

import logging
from datetime import UTC, date

from django.db import transaction

from compliance.models import AuditHead, AuditSeal
from core import clock

log = logging.getLogger("souk.audit")


def publish(*, day: date | None = None) -> AuditHead | None:
    """The last seal under this day (UTC); None while nothing is sealed. A day is published once.

    The head also goes to the process's log, which is kept by other hands than the database.
    """
    day = day or clock.now().astimezone(UTC).date()
    last = AuditSeal.objects.order_by("-seq").first()
    if last is None:
        return None
    with transaction.atomic():
        head = AuditHead(day=day, seq=last.seq, hash=last.hash)
        AuditHead.objects.bulk_create([head], ignore_conflicts=True)
    published = AuditHead.objects.get(day=day)
    log.info("audit.head", extra={"day": str(day), "seq": published.seq, "head": published.hash})
    return published
