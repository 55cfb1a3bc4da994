"""What erasures themselves leave behind: numbers, never names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="erasure.Erasure",
    subject="user",
    fields=["number", "request_number", "state", "proposed_at", "finished_at"],
    purpose=_("To prove that your data were erased, and to erase them again should a backup be restored."),
    basis=Basis.LEGAL,
    retention=_("Five years after the erasure, with the requests that led to it."),
    export=_("In the data export, with its steps."),
    erase=_("Kept as proof: it holds the number of your account, and neither your name nor your address."),
    deed=deeds.keep("requests", since="proposed_at"),
    secret=("sealed", "email_hashes"),
)
declare(
    model="erasure.Step",
    subject="erasure__user",
    fields=["target", "state", "done_at"],
    purpose=_("To know which part of an erasure has been carried out."),
    basis=Basis.LEGAL,
    retention=_("As long as the erasure that it belongs to."),
    export=_("In the data export, with its steps."),
    erase=_("Kept as proof: it holds counts only."),
    deed=deeds.keep("requests", since="erasure__proposed_at"),
    secret=("keys",),
)
declare(
    model="erasure.LegalHold",
    subject="user",
    fields=["reason", "since", "until", "released_at"],
    purpose=_("To keep what a court or an authority may ask for, although its erasure was requested."),
    basis=Basis.LEGAL,
    retention=_("As long as the matter lasts for which the data are kept."),
    export=_("In the data export, unless an authority forbids it."),
    erase=_("The reason is overwritten; that there was a hold stays on record."),
    deed=deeds.keep("requests", since="since", now={"reason": "-", "note": ""}),
)
declare(
    model="erasure.Certificate",
    subject="erasure__user",
    fields=["code", "issued_at", "counts"],
    purpose=_("To prove to you and to the authority that your data were erased."),
    basis=Basis.LEGAL,
    retention=_("As long as the erasure that it belongs to."),
    export=_("As the certificate itself."),
    erase=_("Kept as proof: it holds counts only."),
    deed=deeds.keep("requests", since="issued_at"),
    secret=("pdf_ar", "pdf_en"),
)
declare(
    model="erasure.RecipientNotice",
    subject="erasure__user",
    fields=["name", "sent_at", "answer", "answered_at"],
    purpose=_("To make sure that those who received your data from us erase them too."),
    basis=Basis.LEGAL,
    retention=_("As long as the erasure that it belongs to."),
    export=_("In the data export, with its steps."),
    erase=_("Kept as proof: it names the recipient, not you."),
    deed=deeds.keep("requests", since="created_at"),
)
exempt("erasure.RetentionRun", _("Counts by kind of record, and the officer who started it."))
