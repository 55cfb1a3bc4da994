"""What the commissions hold about people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term, Value
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after its end where it was awarded, otherwise two years after it was closed.")


def _brief(name: str) -> Value:
    """What a contract grew from is part of it; what nobody took up proves nothing."""
    return lambda row: _held(row, name, kept=row.awarded_at)


def _offer(name: str) -> Value:
    return lambda row: _held(row, name, kept=row.state == "awarded")


def _part(name: str) -> Value:
    return lambda row: _held(row, name, kept=row.proposal.state == "awarded")


def _asked(name: str) -> Value:
    return lambda row: _held(row, name, kept=row.commission.awarded_at)


_told = _asked


def _held(row: Any, name: str, *, kept: Any) -> Any:
    value = getattr(row, name)
    return value if kept or not value else deeds.MARK


declare(
    model="commissions.Commission",
    subject="collector",
    fields=["title", "title_ar", "title_en", "brief", "brief_ar", "brief_en", "wanted_by"],
    purpose=_("To find an artist for the work that you ask for."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every commission with its brief, budget, dates and outcome."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep(
        "contracts",
        since="created_at",
        now={
            "title": _brief("title"),
            "title_ar": _brief("title_ar"),
            "title_en": _brief("title_en"),
            "brief": _brief("brief"),
            "brief_ar": _brief("brief_ar"),
            "brief_en": _brief("brief_en"),
        },
        later={
            "title": deeds.unless_empty("title"),
            "title_ar": deeds.unless_empty("title_ar"),
            "title_en": deeds.unless_empty("title_en"),
            "brief": deeds.unless_empty("brief"),
            "brief_ar": deeds.unless_empty("brief_ar"),
            "brief_en": deeds.unless_empty("brief_en"),
        },
    ),
    mentions=(
        "brief",
        "brief_ar",
        "brief_en",
    ),
)
declare(
    model="commissions.Reference",
    subject="commission__collector",
    fields=["path"],
    purpose=_("Pictures that show what you have in mind. We remove place and device from them."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every picture as a file."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    files=(("path", "originals"),),
    secret=("token",),
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
    deed=deeds.keep("contracts", since="at"),
)
declare(
    model="commissions.Proposal",
    subject="by",
    fields=["text", "text_ar", "text_en", "reason"],
    purpose=_("What you offered for a commission."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every proposal with its price, dates and text."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep(
        "contracts",
        since="created_at",
        now={
            "text": _offer("text"),
            "text_ar": _offer("text_ar"),
            "text_en": _offer("text_en"),
            "reason": _offer("reason"),
        },
        later={
            "text": deeds.unless_empty("text"),
            "text_ar": deeds.unless_empty("text_ar"),
            "text_en": deeds.unless_empty("text_en"),
            "reason": deeds.unless_empty("reason"),
        },
    ),
    mentions=(
        "text",
        "text_ar",
        "text_en",
        "reason",
    ),
)
declare(
    model="commissions.ProposalMilestone",
    subject="proposal__by",
    fields=["title", "title_ar", "title_en", "deliverable", "deliverable_ar", "deliverable_en"],
    purpose=_("The parts of a proposal, with their amounts and dates."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its proposal."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep(
        "contracts",
        since="proposal__created_at",
        now={
            "title": _part("title"),
            "title_ar": _part("title_ar"),
            "title_en": _part("title_en"),
            "deliverable": _part("deliverable"),
            "deliverable_ar": _part("deliverable_ar"),
            "deliverable_en": _part("deliverable_en"),
        },
        later={
            "title": deeds.unless_empty("title"),
            "title_ar": deeds.unless_empty("title_ar"),
            "title_en": deeds.unless_empty("title_en"),
            "deliverable": deeds.unless_empty("deliverable"),
            "deliverable_ar": deeds.unless_empty("deliverable_ar"),
            "deliverable_en": deeds.unless_empty("deliverable_en"),
        },
    ),
)
declare(
    model="commissions.Sketch",
    subject="proposal__by",
    fields=["path", "preview_path"],
    purpose=_("Drawings that you sent with a proposal."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every drawing as a file."),
    erase=_("Deleted with the account; an agreed contract tells the work in words."),
    deed=deeds.delete(),
    files=(("path", "originals"), ("preview_path", "originals")),
    secret=("token",),
)
declare(
    model="commissions.Question",
    subject="author",
    fields=["text", "answer"],
    purpose=_("Questions and answers before a choice is made."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every question and answer with its date."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep(
        "contracts",
        since="asked_at",
        now={"text": _asked("text"), "answer": _asked("answer")},
        later={"text": deeds.unless_empty("text"), "answer": deeds.unless_empty("answer")},
    ),
    also=("answered_by",),
    mentions=(
        "text",
        "answer",
    ),
)
declare(
    model="commissions.Screening",
    subject="author",
    fields=["text", "hits", "reason"],
    purpose=_("Texts that we looked at because they seemed to hold contact details or forbidden content."),
    basis=Basis.LEGITIMATE,
    retention=_("One year after the decision."),
    export=_("Every text that was held, with what was found and how it was decided."),
    erase=_(
        "The text is blanked with the account; that it was looked at, and how it was decided, stays "
        "for its term."
    ),
    deed=deeds.blank(text=deeds.MARK, hits=[], reason=deeds.unless_empty("reason")).passing(
        "screening_proof_stays"
    ),
    term=Term(
        365, "decided_at", deeds.delete().passing("screening_is_kept"), only={"decided_at__isnull": False}
    ),
    mentions=(
        "text",
        "reason",
    ),
)
declare(
    model="commissions.Step",
    subject="by",
    fields=["note"],
    purpose=_("The time line of a commission, as proof of what happened when."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every step of yours with its date and note."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep("contracts", since="at", now={"note": _told("note")}, later={"note": ""}).passing(
        "commission_step_stays"
    ),
    mentions=("note",),
)
