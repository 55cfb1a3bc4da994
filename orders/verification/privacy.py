"""What the check of sellers holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

declare(
    model="verification.Paper",
    subject="submitted_by",
    fields=["number", "name", "reason"],
    purpose=_("To know that a seller is who they say: the number of a register or licence, never a copy."),
    basis=Basis.LEGAL,
    retention=_("Ten years after the sale, as the law asks of a merchant's books."),
    export=_("Every paper that you handed in, with its number, name, date and decision."),
    erase=_("The name and number are blanked when the term of the law is over."),
    deed=deeds.keep("books", since="submitted_at", later={"number": "-", "name": "-", "reason": "-"}),
)
