"""What the commissions hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after its end where it was awarded, otherwise two years after it was closed.")
KEPT = _("Kept with its commission for that time, because the other side relies on it.")

declare(
    model="commissions.Commission",
    subject="collector",
    fields=["title", "brief", "wanted_by"],
    purpose=_("To find an artist for the work that you ask for."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every commission with its brief, budget, dates and outcome."),
    erase=_("A draft is deleted; what was answered is kept for its term and then blanked."),
)
declare(
    model="commissions.Reference",
    subject="commission__collector",
    fields=["path"],
    purpose=_("Pictures that show what you have in mind. We remove place and device from them."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every picture as a file."),
    erase=_("Deleted with the commission that it belongs to."),
)
declare(
    model="commissions.Invitation",
    subject="commission__collector",
    fields=[],
    purpose=_("Whom you asked to answer."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its commission."),
    erase=_("Kept with its commission; it names no person."),
)
declare(
    model="commissions.Proposal",
    subject="by",
    fields=["text", "reason"],
    purpose=_("What you offered for a commission."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every proposal with its price, dates and text."),
    erase=KEPT,
)
declare(
    model="commissions.ProposalMilestone",
    subject="proposal__by",
    fields=["title", "deliverable"],
    purpose=_("The parts of a proposal, with their amounts and dates."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its proposal."),
    erase=KEPT,
)
declare(
    model="commissions.Sketch",
    subject="proposal__by",
    fields=["path", "preview_path"],
    purpose=_("Drawings that you sent with a proposal."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every drawing as a file."),
    erase=KEPT,
)
declare(
    model="commissions.Question",
    subject="author",
    fields=["text", "answer"],
    purpose=_("Questions and answers before a choice is made."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every question and answer with its date."),
    erase=KEPT,
)
declare(
    model="commissions.Screening",
    subject="author",
    fields=["text", "hits", "reason"],
    purpose=_("Texts that we looked at because they seemed to hold contact details or forbidden content."),
    basis=Basis.LEGITIMATE,
    retention=_("One year after the decision."),
    export=_("Every text that was held, with what was found and how it was decided."),
    erase=_("Kept for its term as proof of the decision, then deleted."),
)
declare(
    model="commissions.Step",
    subject="by",
    fields=["note"],
    purpose=_("The time line of a commission, as proof of what happened when."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every step of yours with its date and note."),
    erase=KEPT,
)
