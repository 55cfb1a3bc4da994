"""The moderation log: what trust and safety writes into the audit log, and what goes out on commit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit
from compliance.safety.models import Case, Report, Suspension
from core import outbox

REPORTED = audit.register("safety.report.made", _("Something was reported"))
TAKEN = audit.register("safety.case.taken", _("Safety case taken for examination"))
RELEASED = audit.register("safety.case.released", _("Safety case given back to the queue"))
DECIDED = audit.register("safety.case.decided", _("Safety case decided"))
CLOSED = audit.register("safety.case.closed", _("Safety case closed"))
REMOVED = audit.register("safety.target.removed", _("Something was taken down"))
RESTORED = audit.register("safety.target.restored", _("Something that was taken down was shown again"))
CAUTIONED = audit.register("safety.caution.given", _("Warning or strike given"))
WITHDRAWN = audit.register("safety.caution.withdrawn", _("Warning or strike withdrawn"))
SUSPENDED = audit.register("safety.suspension.began", _("Person suspended"))
LIFTED = audit.register("safety.suspension.lifted", _("Suspension lifted"))
APPEALED = audit.register("safety.appeal.made", _("Appeal against a decision"))
ANSWERED = audit.register("safety.appeal.answered", _("Appeal answered"))
BLOCKED = audit.register("safety.block.made", _("Somebody was blocked"))
UNBLOCKED = audit.register("safety.block.ended", _("Block lifted"))


def tell_reporter(report: Report) -> None:
    outbox.enqueue("safety.reported", {"report": report.pk}, key=f"report:{report.pk}")


def tell_decided(case: Case) -> None:
    """Both sides hear of it, each once."""
    outbox.enqueue("safety.decided", {"case": case.pk}, key=f"decided:{case.pk}")


def tell_appealed(case: Case) -> None:
    outbox.enqueue("safety.appealed", {"case": case.pk}, key=f"appealed:{case.pk}")


def tell_answered(case: Case) -> None:
    outbox.enqueue("safety.answered", {"case": case.pk}, key=f"answered:{case.pk}")


def tell_lifted(suspension: Suspension) -> None:
    outbox.enqueue("safety.lifted", {"suspension": suspension.pk}, key=f"lifted:{suspension.pk}")
