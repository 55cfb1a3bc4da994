"""What requests hold about those who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.deeds import delete, keep
from compliance.enums import Basis
from compliance.registry import declare, exempt

PROOF = _("To answer your request in time, and to prove that it was answered.")
KEPT = _("Five years after the request, as proof for the authority.")
EXPORTED = _("Every request with its dates, its steps and its answer.")
STAYS = _("What the law asks us to prove stays; your words and your address are overwritten.")

declare(
    model="rights.Request",
    subject="user",
    fields=["number", "right", "state", "name", "email", "phone", "contact", "details", "answer",
            "extension_text", "received_at", "due_at", "answered_at"],
    purpose=PROOF,
    basis=Basis.LEGAL,
    retention=KEPT,
    export=EXPORTED,
    erase=STAYS,
    by_email=("email",),
    deed=keep(
        "requests",
        since="received_at",
        now={"name": "", "email": "", "phone": "", "contact": "", "details": "", "answer": "",
             "extension_text": ""},
        later=None,
    ),
    mentions=("details", "answer"),
)  # fmt: skip
declare(
    model="rights.Step",
    subject="request__user",
    fields=["kind", "after", "text", "at"],
    purpose=PROOF,
    basis=Basis.LEGAL,
    retention=KEPT,
    export=EXPORTED,
    erase=STAYS,
    by_email=("request__email",),
    deed=keep("requests", since="at", now={"text": ""}, later=None),
)
declare(
    model="rights.Correction",
    subject="request__user",
    fields=["label", "before", "after", "state", "decided_at"],
    purpose=_("To correct what is wrong, and to know what stood there before."),
    basis=Basis.LEGAL,
    retention=KEPT,
    export=EXPORTED,
    erase=_("Deleted; that there was a correction stays with its request."),
    by_email=("request__email",),
    deed=delete(),
    files=(("evidence_path", "originals"),),
    secret=("evidence_path",),
)
declare(
    model="rights.Restriction",
    subject="user",
    fields=["reason", "since", "until"],
    purpose=_("To keep your data without using them, as long as you asked for."),
    basis=Basis.LEGAL,
    retention=KEPT,
    export=EXPORTED,
    erase=_("Deleted with the account."),
    deed=delete(),
)
exempt("rights.RecipientNotice", _("Names a firm that was told of a change, and no person."))
exempt("rights.Code", _("A hash that runs out after minutes and is deleted when it was used."))
