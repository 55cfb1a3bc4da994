"""Audit codes of requests, and what goes out on commit."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance import audit
from compliance.rights.models import Request, Step
from core import outbox

LETTER: Final = "rights.letter"
CODE: Final = "rights.code"
ARRIVED: Final = "rights.arrived"
EVIDENCE: Final = "rights.evidence"

audit.register("rights.request.received", _("Data-subject request received"))
audit.register("rights.request.identity_pending", _("Proof of identity asked for"))
audit.register("rights.request.verified", _("Identity of a data subject confirmed"))
audit.register("rights.request.assessing", _("Data-subject request being assessed"))
audit.register("rights.request.fulfilling", _("Data-subject request being carried out"))
audit.register("rights.request.delivered", _("Data-subject request fulfilled"))
audit.register("rights.request.partly_refused", _("Data-subject request fulfilled in part"))
audit.register("rights.request.refused", _("Data-subject request refused"))
audit.register("rights.request.withdrawn", _("Data-subject request taken back"))
audit.register("rights.request.closed", _("Data-subject request closed"))
audit.register("rights.request.extended", _("Term of a data-subject request extended"))
audit.register("rights.request.late", _("Data-subject request late"))
audit.register("rights.correction.applied", _("Personal data corrected"))
audit.register("rights.correction.refused", _("Correction of personal data refused"))
audit.register("rights.evidence.destroyed", _("Evidence of a correction destroyed"))
audit.register("rights.recipients.told", _("Recipients told of a change of personal data"))
audit.register("rights.restriction.begun", _("Use of personal data restricted"))
audit.register("rights.restriction.lifted", _("Restriction of personal data lifted"))


def send(step: Step) -> None:
    """The letter of a step, once."""
    outbox.enqueue(LETTER, {"step": step.pk}, key=f"step:{step.pk}")


def send_code(request: Request, code: str, count: int) -> None:
    """The code itself travels in the message to the mail room and is stored nowhere else."""
    outbox.enqueue(CODE, {"request": request.pk, "secret": code, "count": count}, key=f"{request.pk}:{count}")


def arrived(request: Request) -> None:
    """Officers are told of what waits for them."""
    outbox.enqueue(ARRIVED, {"request": request.pk}, key=f"request:{request.pk}")


def destroy(path: str) -> None:
    """A file goes after the commit."""
    outbox.enqueue(EVIDENCE, {"path": path}, key=path)
