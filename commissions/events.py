"""Audit codes of the commissions, and what goes out on commit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.models import Commission, Proposal, Step
from compliance import audit
from core import outbox

audit.register("commissions.commission.created", _("Commission begun"))
audit.register("commissions.commission.changed", _("Commission changed"))
audit.register("commissions.commission.moved", _("Commission went into another state"))
audit.register("commissions.commission.closed", _("Commission closed to new proposals"))
audit.register("commissions.seller.invited", _("Seller invited to a commission"))
audit.register("commissions.invitation.ended", _("Invitation to a commission ended"))
audit.register("commissions.proposal.written", _("Proposal written"))
audit.register("commissions.proposal.moved", _("Proposal went into another state"))
audit.register("commissions.question.asked", _("Question asked about a commission"))
audit.register("commissions.question.answered", _("Question about a commission answered"))
audit.register("commissions.text.held", _("Text held for a check"))
audit.register("commissions.text.cleared", _("Held text cleared"))
audit.register("commissions.text.refused", _("Held text refused"))
audit.register("commissions.pictures.added", _("Pictures added to a commission"))


def moved(commission: Commission, step: Step) -> None:
    """Tells the rooms above, once for a step."""
    outbox.enqueue(
        "commissions.moved",
        {"commission": commission.pk, "step": step.pk},
        key=f"commission-step:{step.pk}",
    )


def awarded(proposal: Proposal) -> None:
    """The contract begins with this, once for a choice."""
    outbox.enqueue("commissions.awarded", {"proposal": proposal.pk}, key=f"proposal-awarded:{proposal.pk}")


def tell(kind: str, *, subject: int, key: str) -> None:
    """A letter is due: `kind` is a letter of `letters.py`, `subject` the key of what it is about."""
    outbox.enqueue("commissions.letter", {"kind": kind, "subject": subject, "key": key}, key=f"letter:{key}")
