"""What the calendar holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="agenda.CalendarKey",
    subject="user",
    fields=["language"],
    purpose=_("So that your calendar program can read your registrations at an address that only you know."),
    basis=Basis.CONTRACT,
    retention=_("Until you switch the address off, or your account is closed."),
    export=_("When it was made and last read. The secret itself is not kept."),
    erase=_("Deleted with the account."),
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
)
exempt(
    "agenda.Feed", _("The calendar of a gallery or an artist; who added it is a note of the account's work.")
)
exempt(
    "agenda.FeedItem",
    _("A public event of another calendar; who decided on it is a note of the account's work."),
)
