"""What the kernel and this floor hold about people; the libraries of accounts are declared by accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="sessions.Session",
    subject="",
    fields=["session_data"],
    purpose=_("To keep you signed in from one page to the next."),
    basis=Basis.CONTRACT,
    retention=_("Two weeks after your last visit."),
    export=_("As the list of your sessions."),
    erase=_("Deleted with the account."),
)
declare(
    model="compliance.AuditEntry",
    subject="",
    fields=[],
    purpose=_("To prove who did what: bids, sales, payments and changes by our staff."),
    basis=Basis.LEGAL,
    retention=_("Ten years, as the law asks of a merchant's books."),
    export=_("Your own acts, in full."),
    erase=_("Kept: it holds the number of your account, and neither your name nor your address."),
)
declare(
    model="core.OutboxMessage",
    subject="",
    fields=["payload"],
    purpose=_("To carry out what follows from your acts, such as sending you a message."),
    basis=Basis.CONTRACT,
    retention=_("Thirty days after it was done."),
    export=_("Not exported: it repeats what other records hold."),
    erase=_("Deleted by itself after thirty days."),
)
for model in ("compliance.AuditPending", "compliance.AuditSeal"):
    exempt(model, _("Holds hashes and numbers of entries, nothing about a person."))
