"""Every write of workshops and events."""

from workshops.services.copying import copy_event, copy_run
from workshops.services.programme import EventFields, create_event, update_event
from workshops.services.publication import (
    cancel_event,
    cancel_run,
    publish_event,
    return_event,
    submit_event,
)
from workshops.services.questions import add_question, update_question
from workshops.services.runs import Planned, add_run, add_runs, close_run, move_run, open_run, update_run
from workshops.services.tickets import add_ticket_type, limit_of, set_limit, update_ticket_type
from workshops.services.venues import create_venue, update_venue

__all__ = [
    "EventFields",
    "Planned",
    "add_question",
    "add_run",
    "add_runs",
    "add_ticket_type",
    "cancel_event",
    "cancel_run",
    "close_run",
    "copy_event",
    "copy_run",
    "create_event",
    "create_venue",
    "limit_of",
    "move_run",
    "open_run",
    "publish_event",
    "return_event",
    "set_limit",
    "submit_event",
    "update_event",
    "update_question",
    "update_run",
    "update_ticket_type",
    "update_venue",
]
