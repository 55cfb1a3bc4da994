"""What the copies themselves hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEPT_DAYS = 365

declare(
    model="copies.Copy",
    subject="user",
    by_email=("address",),
    fields=["address", "emails"],
    purpose=_("To give you the copy of your data that you asked for, and to prove that we did."),
    basis=Basis.LEGAL,
    retention=_("The file for seven days, encrypted; when it was made and fetched for one year."),
    export=_("Every copy with its dates. The files themselves are not copied again."),
    erase=_("Deleted with its file."),
    deed=deeds.delete(),
    term=deeds.Term(KEPT_DAYS, "created_at"),
    secret=("sealed_key", "token_hash", "code_hash", "code", "path", "ordered_by"),
    files=(("path", "originals"),),
)
