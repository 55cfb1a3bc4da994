"""What the mail room holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term
from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="mailing.EmailMessage",
    subject="user",
    fields=["to_address", "subject", "text", "html", "headers", "reply_to"],
    purpose=_(
        "To send you what you asked for and what your orders and bids require, and to prove that we did."
    ),
    basis=Basis.CONTRACT,
    retention=730,
    export=_("Every message with its subject, text and date."),
    erase=_("Deleted with the account; your invoices are kept in their own place, as the law asks."),
    deed=deeds.delete(),
    term=Term(730, "queued_at"),
    by_email=("to_address",),
    mentions=("subject", "text", "html", "reply_to", "last_error"),
)
declare(
    model="mailing.EmailAttachment",
    subject="message__user",
    fields=["name", "content"],
    purpose=_("Files that belong to a message to you."),
    basis=Basis.CONTRACT,
    retention=730,
    export=_("Every file as it was sent."),
    erase=_("Deleted with its message."),
    deed=deeds.delete(),
    by_email=("message__to_address",),
)
declare(
    model="mailing.Notification",
    subject="user",
    fields=["context", "url"],
    purpose=_("To tell you inside the site what happened to your bids, orders and works."),
    basis=Basis.CONTRACT,
    retention=365,
    export=_("Every notice with its date, and whether it was read."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    term=Term(365, "created_at"),
    mentions=("context",),
)
exempt(
    "mailing.EmailTemplate", _("It names the member of staff who wrote a wording; the trace of their work.")
)
declare(
    model="mailing.MailReport",
    subject="message__user",
    fields=["kind", "at"],
    purpose=_("To stop letters that you reported or unsubscribed from, at once."),
    basis=Basis.LEGAL,
    retention=730,
    export=_("Every report with its date."),
    erase=_("Deleted with its message."),
    deed=deeds.delete(),
    term=Term(730, "received_at"),
)
