"""Audit codes of the breach register, and what goes out on commit."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance import audit
from compliance.incidents.models import Entry, Notice
from core import outbox

audit.register("incidents.breach.opened", _("Breach entered"))
audit.register("incidents.breach.described", _("Breach described"))
audit.register("incidents.breach.assessed", _("Breach assessed"))
audit.register("incidents.breach.reported", _("Breach reported to the authority"))
audit.register("incidents.breach.supplemented", _("Report of a breach supplemented"))
audit.register("incidents.breach.told", _("People concerned by a breach told"))
audit.register("incidents.breach.closed", _("Breach closed"))
audit.register("incidents.notice.written", _("Breach notice written"))
audit.register("incidents.recipients.added", _("People put on the list of a breach"))
audit.register("incidents.sending.started", _("Sending of a breach notice started"))
audit.register("incidents.evidence.kept", _("Evidence of a breach kept"))
audit.register("incidents.evidence.read", _("Evidence of a breach opened"))
audit.register("incidents.measure.planned", _("Measure against a breach planned"))
audit.register("incidents.measure.done", _("Measure against a breach done"))

BATCH: Final = "incidents.batch"
REMIND: Final = "incidents.remind"


def next_batch(notice: Notice, number: int) -> None:
    """The next part of the list; each number once."""
    outbox.enqueue(BATCH, {"notice": notice.pk, "number": number}, key=f"batch:{notice.pk}:{number}")


def remind(entry: Entry) -> None:
    outbox.enqueue(REMIND, {"entry": entry.pk}, key=f"remind:{entry.pk}")
