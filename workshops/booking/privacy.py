"""What registrations hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after its last payment where something was paid, two years after the event otherwise.")
SHORT = _("Two years after the event.")
NOBODY = "nobody@erased.invalid"

declare(
    model="booking.Registration",
    subject="booker",
    fields=["language"],
    purpose=_("To keep your seats, to tell you when something changes, and to let you in."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every registration with its date, seats, price, state and why it ended."),
    erase=_(
        "Kept with its order for the legal term; it holds no name, and the account behind it is made anonymous."
    ),
    deed=deeds.keep("books", since="created_at"),
)
declare(
    model="booking.Ticket",
    subject="registration__booker",
    fields=["attendee_name", "attendee_email", "guardian_name", "guardian_agreed_at", "minor"],
    purpose=_("To know who comes, and to have a guardian's consent where somebody is under age."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every ticket with who it was for, its price and its state."),
    erase=_("Names and addresses are blanked; number, price and state stay with the order."),
    deed=deeds.blank(
        attendee_name=deeds.MARK,
        attendee_email="",
        guardian_name=deeds.unless_empty("guardian_name"),
    ),
    also=("holder",),
    by_email=("attendee_email",),
    secret=("secret",),
)
declare(
    model="booking.Answer",
    subject="registration__booker",
    fields=["text"],
    purpose=_("To prepare the event: the organiser asked, and you answered."),
    basis=Basis.CONTRACT,
    retention=SHORT,
    export=_("Every answer with the question as it was put."),
    erase=_("Deleted."),
    deed=deeds.delete(),
    mentions=("text",),
)
declare(
    model="booking.WaitingEntry",
    subject="user",
    fields=[],
    purpose=_("To offer you a seat that comes free, in the order in which people asked."),
    basis=Basis.CONTRACT,
    retention=SHORT,
    export=_("Every place in line with its dates and how it ended."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
)
declare(
    model="booking.Transfer",
    subject="from_user",
    fields=["to_email"],
    purpose=_("To hand a ticket over to the person whom you named."),
    basis=Basis.CONTRACT,
    retention=SHORT,
    export=_("Every handing over with its address, dates and outcome, for both sides."),
    erase=_("The address is blanked; that the ticket changed hands stays with the ticket."),
    deed=deeds.blank(to_email=NOBODY).passing("transfer_terms_stay"),
    also=("to_user",),
    by_email=("to_email",),
    secret=("token",),
)
