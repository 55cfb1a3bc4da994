"""What the calendar holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt
from orders.alone import sellers_alone
from workshops.agenda.models import Feed

declare(
    model="agenda.CalendarKey",
    subject="user",
    fields=["language"],
    purpose=_("So that your calendar program can read your registrations at an address that only you know."),
    basis=Basis.CONTRACT,
    retention=_("Until you switch the address off, or your account is closed."),
    export=_("When it was made and last read. The secret itself is not kept."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    secret=("digest",),
)
declare(
    model="agenda.Reminder",
    subject="user",
    fields=[],
    purpose=_("So that you are reminded of a session once, and not twice."),
    basis=Basis.CONTRACT,
    retention=_("30 days after the session."),
    export=_("Which session, how long before, and when."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
)
declare(
    model="agenda.Feed",
    subject="",
    fields=["name", "url", "upload"],
    purpose=_("To take over events from a calendar that you named, so that you need not type them again."),
    basis=Basis.CONTRACT,
    retention=_("Until you take the calendar out."),
    export=_("Every calendar of the seller that is you alone, with its address."),
    erase=_("Deleted with everything that was read from it, where you sell alone."),
    finder=lambda subject: Feed.objects.filter(seller__in=sellers_alone(subject)),
    deed=deeds.delete(),
)
exempt(
    "agenda.FeedItem",
    _("A public event of another calendar; who decided on it is a note of the account's work."),
)
