"""Audit codes of registrations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("booking.reserved", _("Seats reserved until they are paid"))
audit.register("booking.confirmed", _("Registration confirmed"))
audit.register("booking.expired", _("Reserved seats not paid in time"))
audit.register("booking.cancelled", _("Registration cancelled"))
audit.register("booking.seats_cancelled", _("Seats of a registration cancelled"))
audit.register("booking.moved", _("Registered people told of another time"))
audit.register("booking.transfer.offered", _("Ticket offered to somebody else"))
audit.register("booking.transfer.accepted", _("Ticket handed over"))
audit.register("booking.transfer.declined", _("Offered ticket declined"))
audit.register("booking.transfer.withdrawn", _("Offer of a ticket taken back"))
audit.register("booking.transfer.lapsed", _("Offer of a ticket ended unanswered"))
audit.register("booking.waiting.joined", _("Joined the waiting list"))
audit.register("booking.waiting.offered", _("Seat offered to the next in line"))
audit.register("booking.waiting.taken", _("Offered seat taken up"))
audit.register("booking.waiting.lapsed", _("Offer of a seat ended unanswered"))
audit.register("booking.waiting.left", _("Left the waiting list"))
