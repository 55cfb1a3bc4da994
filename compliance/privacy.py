"""What the kernel and this floor hold about people; the libraries of accounts are declared by accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.models import AuditEntry
from compliance.registry import declare, exempt
from core.models import OutboxMessage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from compliance.subjects import Subject


def _sessions(subject: Subject) -> QuerySet[Session]:
    """A session's text is sealed: the list of sessions knows whose it is."""
    listed = apps.get_model("usersessions", "UserSession").objects.filter(user=subject.user_id)
    return Session.objects.filter(pk__in=listed.values("session_key"))


def _entries(subject: Subject) -> QuerySet[AuditEntry]:
    """What this person did, and what others did to the account."""
    if subject.user_id is None:
        return AuditEntry.objects.none()
    people = "accounts.user"
    return AuditEntry.objects.filter(
        Q(actor_id=subject.user_id) | Q(subject_type=people, subject_id=str(subject.user_id))
    )


def _messages(subject: Subject) -> QuerySet[OutboxMessage]:
    """Payloads hold numbers; an address would be found all the same."""
    found = Q(payload__user=subject.user_id) if subject.user_id is not None else Q(pk__in=())
    for address in sorted(subject.emails):
        found |= Q(_text__icontains=address)
    return OutboxMessage.objects.annotate(_text=Cast("payload", TextField())).filter(found)


declare(
    model="sessions.Session",
    subject="",
    fields=["session_data"],
    purpose=_("To keep you signed in from one page to the next."),
    basis=Basis.CONTRACT,
    retention=_("Two weeks after your last visit."),
    export=_("As the list of your sessions."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    finder=_sessions,
    exported=False,
    secret=("session_key", "session_data"),
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
    deed=deeds.keep("audit", since="at"),
    finder=_entries,
)
declare(
    model="core.OutboxMessage",
    subject="",
    fields=["payload"],
    purpose=_("To carry out what follows from your acts, such as sending you a message."),
    basis=Basis.CONTRACT,
    retention=_("Thirty days after it was done."),
    export=_("Not exported: it repeats what other records hold."),
    erase=_("Deleted by itself after thirty days; it holds numbers of records, no words about you."),
    deed=deeds.delete(),
    finder=_messages,
    exported=False,
)
for model in ("compliance.AuditPending", "compliance.AuditSeal"):
    exempt(model, _("Holds hashes and numbers of entries, nothing about a person."))
