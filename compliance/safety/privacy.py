"""What trust and safety holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Five years after it was made, as long as a claim can be brought.")
SAFE = _("To keep people who use the house safe from fraud, forgery and harassment.")

declare(
    model="safety.Case",
    subject="respondents__user",
    fields=["title_ar", "title_en", "opened_at", "decided_at"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("The things of yours that were reported, with when and how it ended; never by whom."),
    erase=_("Kept for the term; the title is blanked at its end."),
    secret=("taken_by",),
    mentions=("title_ar", "title_en"),
    deed=deeds.keep("safety", since="opened_at", later={"title_ar": "", "title_en": ""}),
)
declare(
    model="safety.Report",
    subject="reporter",
    fields=["email", "language", "reason", "text", "at"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Every report that you made, with its reason, your words and its outcome."),
    erase=_("Kept for the term; your address and your words are blanked at its end."),
    by_email=("email",),
    mentions=("text",),
    deed=deeds.keep("safety", since="at", later={"text": ""}),
)
declare(
    model="safety.Respondent",
    subject="user",
    fields=[],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Which of your things were reported; never by whom."),
    erase=_("Kept for the term: it holds the number of your account only."),
    deed=deeds.keep("safety", since="case__opened_at", later=None),
)
declare(
    model="safety.Decision",
    subject="person",
    fields=["outcome", "scope", "days", "reasons", "decided_at"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Every decision about you with its reasons."),
    erase=_("Kept for the term, because both sides rely on it; its words are blanked at its end."),
    secret=("note", "decided_by"),
    mentions=("reasons", "note"),
    deed=deeds.keep("safety", since="decided_at", later={"reasons": "", "note": ""}),
)
declare(
    model="safety.Appeal",
    subject="by",
    fields=["text", "answer", "at", "state"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Every appeal with its answer."),
    erase=_("Kept with its decision; its words are blanked at the end of the term."),
    secret=("first_by", "answered_by"),
    mentions=("text", "answer"),
    deed=deeds.keep("safety", since="at", later={"text": "", "answer": ""}),
)
declare(
    model="safety.Caution",
    subject="user",
    fields=["kind", "at", "expires_at", "withdrawn_at"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Every warning and strike with its time."),
    erase=_("Kept for the term: it holds the number of your account only."),
    deed=deeds.keep("safety", since="at", later=None),
)
declare(
    model="safety.Suspension",
    subject="user",
    fields=["scope", "starts_at", "ends_at", "reasons", "lifted_at", "lift_reason"],
    purpose=SAFE,
    basis=Basis.LEGITIMATE,
    retention=KEEP,
    export=_("Every suspension with its scope, its time and its reasons."),
    erase=_("Kept for the term, so that nobody escapes a suspension by erasure."),
    secret=("lifted_by",),
    mentions=("reasons", "lift_reason"),
    deed=deeds.keep("safety", since="starts_at", later={"reasons": ""}),
)
declare(
    model="safety.Block",
    subject="blocker",
    fields=["name_ar", "name_en", "at"],
    purpose=_("To spare you messages of people from whom you wish to hear no more."),
    basis=Basis.CONTRACT,
    retention=_("As long as you keep the block."),
    export=_("The list of your blocks."),
    erase=_("Deleted with the account."),
    mentions=("name_ar", "name_en"),
    deed=deeds.delete(),
)
