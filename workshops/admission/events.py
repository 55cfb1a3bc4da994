"""Audit codes of the door and the days after, and what goes out on commit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit
from core import outbox

ENTERED_TWICE = audit.register("admission.doubled", _("One ticket let in at two doors"))
UNDONE = audit.register("admission.undone", _("Entry taken back"))
FEEDBACK = audit.register("admission.feedback.given", _("Feedback given"))
FEEDBACK_CONSENT = audit.register("admission.feedback.consent", _("Consent to show feedback changed"))
FEEDBACK_HIDDEN = audit.register("admission.feedback.hidden", _("Feedback hidden or shown by staff"))
MATERIAL_ADDED = audit.register("admission.material.added", _("File for participants added"))
MATERIAL_REMOVED = audit.register("admission.material.removed", _("File for participants removed"))
CERTIFIED = audit.register("admission.certificate.issued", _("Certificate of attendance issued"))
REVOKED = audit.register("admission.certificate.revoked", _("Certificate of attendance withdrawn"))
EXPORTED = audit.register("admission.attendance.exported", _("Attendance list exported"))

TOLD_CERTIFICATE = "admission.certificate"
TOLD_FEEDBACK = "admission.feedback"
TOLD_MATERIAL = "admission.material"


def certificate_ready(pk: int) -> None:
    outbox.enqueue(TOLD_CERTIFICATE, {"certificate": pk}, key=f"certificate:{pk}")


def ask_for_feedback(run: int) -> None:
    outbox.enqueue(TOLD_FEEDBACK, {"run": run}, key=f"run:{run}")


def material_added(pk: int) -> None:
    outbox.enqueue(TOLD_MATERIAL, {"material": pk}, key=f"material:{pk}")
