"""Acts on workshops and events that the audit log knows, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.audit import register

EVENT_CREATED = register("workshops.event.created", _("Event added"))
EVENT_UPDATED = register("workshops.event.updated", _("Event changed"))
EVENT_SUBMITTED = register("workshops.event.submitted", _("Event sent for review"))
EVENT_RETURNED = register("workshops.event.returned", _("Event returned to its seller"))
EVENT_PUBLISHED = register("workshops.event.published", _("Event published"))
EVENT_CANCELLED = register("workshops.event.cancelled", _("Event cancelled"))
EVENT_COPIED = register("workshops.event.copied", _("Event copied"))
RUN_ADDED = register("workshops.run.added", _("Run added to an event"))
RUN_UPDATED = register("workshops.run.updated", _("Run changed"))
RUN_MOVED = register("workshops.run.moved", _("Run moved to other times"))
RUN_CLOSED = register("workshops.run.closed", _("Registration for a run closed"))
RUN_OPENED = register("workshops.run.opened", _("Registration for a run opened again"))
RUN_CANCELLED = register("workshops.run.cancelled", _("Run cancelled"))
TICKET_TYPE_ADDED = register("workshops.ticket_type.added", _("Ticket type added"))
TICKET_TYPE_UPDATED = register("workshops.ticket_type.updated", _("Ticket type changed"))
ALLOTMENT_SET = register("workshops.allotment.set", _("Limit of a ticket type changed"))
QUESTION_ADDED = register("workshops.question.added", _("Question added to an event"))
QUESTION_UPDATED = register("workshops.question.updated", _("Question of an event changed"))
VENUE_ADDED = register("workshops.venue.added", _("Venue added"))
VENUE_UPDATED = register("workshops.venue.updated", _("Venue changed"))
