"""What the kernel and this floor hold about people; the libraries of accounts are declared by accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="sessions.Session",
    subject="",
    fields=["session_data"],
    purpose=_("Keeping you signed in from one page to the next"),
    basis=Basis.CONTRACT,
    retention=_("two weeks after your last visit"),
    export=_("as the list of your sessions"),
    erase=_("deleted with the account"),
)
declare(
    model="compliance.AuditEntry",
    subject="",
    fields=[],
    purpose=_("Proving who did what: bids, sales, payments and changes by staff"),
    basis=Basis.LEGAL,
    retention=_("ten years, as commercial books"),
    export=_("your own acts, in full"),
    erase=_("kept: it holds your account's number, and neither name nor address"),
)
declare(
    model="core.OutboxMessage",
    subject="",
    fields=["payload"],
    purpose=_("Carrying out what follows from your acts, such as sending a mail"),
    basis=Basis.CONTRACT,
    retention=_("thirty days after it was done"),
    export=_("not at all: it repeats what other records hold"),
    erase=_("deleted by itself after thirty days"),
)
for model in ("compliance.AuditPending", "compliance.AuditSeal"):
    exempt(model, _("Holds hashes and numbers of entries, nothing about a person."))
