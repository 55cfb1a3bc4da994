"""What the cases hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after the sale, as the law asks of a merchant's books.")

declare(
    model="aftercare.Case",
    subject="order__buyer",
    fields=["explanation", "note", "tracking_carrier", "tracking_number"],
    purpose=_("To take back, repair or refund what you bought, and to settle a dispute about it."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every case with what was said to be wrong, its dates, its outcome and the amount."),
    erase=_(
        "Kept with its order for the legal term; afterwards your words are blanked and the amounts stay."
    ),
    deed=deeds.keep(
        "disputes",
        since="opened_at",
        later={"explanation": "", "note": "", "tracking_carrier": "", "tracking_number": ""},
    ),
    also=("opened_by",),
    mentions=("explanation", "note"),
)
declare(
    model="aftercare.CaseLine",
    subject="case__order__buyer",
    fields=[],
    purpose=_("What of the order a case is about."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("With its case."),
    erase=_("Kept with its case; it names no person."),
    deed=deeds.keep("disputes", since="case__opened_at"),
)
declare(
    model="aftercare.CaseEntry",
    subject="author",
    fields=["text"],
    purpose=_("What both sides and staff wrote in a case, as proof of how it was settled."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every message with its date."),
    erase=_("Kept with its case for the legal term, because the other side relies on it."),
    deed=deeds.keep("disputes", since="at", later={"text": deeds.unless_empty("text")}).passing(
        "case_entry_stays"
    ),
    mentions=("text",),
)
declare(
    model="aftercare.CasePhoto",
    subject="uploaded_by",
    fields=["path"],
    purpose=_("Photos that show what is wrong. We remove place and device from them."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every photo as a file."),
    erase=_("Kept with its case for the legal term; then the file is deleted."),
    deed=deeds.keep("disputes", since="at", later=None).passing("case_photo_stays"),
    files=(("path", "originals"),),
)
