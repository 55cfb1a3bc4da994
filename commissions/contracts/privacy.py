"""What the contracts hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after the contract has ended, with the orders that paid for it.")
KEPT = _("Kept with its contract for the legal term, because the other side relies on it.")

declare(
    model="contracts.Contract",
    subject="collector",
    fields=["end_note"],
    purpose=_("To agree on a commissioned work, to keep its money safe and to hand it over."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every contract with its state, price, dates and how it ended."),
    erase=KEPT,
)
declare(
    model="contracts.ContractVersion",
    subject="created_by",
    fields=["terms", "text_ar", "text_en", "note"],
    purpose=_("The words of the contract, with the names of both sides, as both accepted them."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every version of the contract in both languages."),
    erase=KEPT,
)
declare(
    model="contracts.Acceptance",
    subject="user",
    fields=["language"],
    purpose=_("To prove who accepted which version of a contract, when, and in which language."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every acceptance with its version, time and language."),
    erase=KEPT,
)
declare(
    model="contracts.Milestone",
    subject="contract__collector",
    fields=[],
    purpose=_("What is made, paid and handed over in which step, and until when."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its contract."),
    erase=_("Kept with its contract; it names no person."),
)
declare(
    model="contracts.Submission",
    subject="by",
    fields=["text"],
    purpose=_("What the artist handed over, and the words with it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every delivery with its words, date and pictures."),
    erase=KEPT,
)
declare(
    model="contracts.SubmissionImage",
    subject="submission__by",
    fields=["preview", "view", "full"],
    purpose=_("Pictures of the work, shown to the two sides of the contract only."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every picture as a file."),
    erase=KEPT,
)
declare(
    model="contracts.RevisionRequest",
    subject="by",
    fields=["text"],
    purpose=_("What the collector wanted otherwise, within the agreed number of revisions."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every request with its words and date."),
    erase=KEPT,
)
declare(
    model="contracts.Dispute",
    subject="opened_by",
    fields=["text", "note"],
    purpose=_("To settle what two sides of a contract cannot agree on."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every dispute with what was said, its dates and its decision."),
    erase=KEPT,
)
declare(
    model="contracts.Evidence",
    subject="by",
    fields=["text", "path"],
    purpose=_("What each side says and shows in a dispute. We remove place and device from pictures."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every statement with its date, and every picture as a file."),
    erase=KEPT,
)
