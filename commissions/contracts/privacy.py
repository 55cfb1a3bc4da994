"""What the contracts hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
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
    deed=deeds.keep("contracts", since="created_at", later={"end_note": ""}),
    mentions=("end_note",),
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
    deed=deeds.keep(
        "contracts", since="created_at", later={"terms": {}, "text_ar": "", "text_en": "", "note": ""}
    ).passing("contract_version_stays"),
    also=("contract__collector",),
    mentions=("note",),
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
    deed=deeds.keep("contracts", since="at"),
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
    deed=deeds.keep("contracts", since="contract__created_at"),
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
    deed=deeds.keep("contracts", since="at", later={"text": ""}).passing("submission_stays"),
    mentions=("text",),
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
    deed=deeds.keep("contracts", since="submission__at", later=None).passing("submission_image_stays"),
    files=(("preview", "originals"), ("view", "originals"), ("full", "originals")),
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
    deed=deeds.keep("contracts", since="at", later={"text": deeds.MARK}).passing("revision_stays"),
    mentions=("text",),
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
    deed=deeds.keep(
        "disputes",
        since="opened_at",
        later={"text": deeds.unless_empty("text"), "note": deeds.unless_empty("note")},
    ).passing("dispute_claim_stays"),
    mentions=(
        "text",
        "note",
    ),
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
    deed=deeds.keep("disputes", since="at", later=None).passing("evidence_stays"),
    files=(("path", "originals"),),
    mentions=("text",),
)
