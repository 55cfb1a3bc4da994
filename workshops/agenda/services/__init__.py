"""Every write of the calendar."""

from workshops.agenda.services.decisions import accept, accept_all, ignore
from workshops.agenda.services.feeds import (
    add_address,
    add_file,
    ask_again,
    remove_feed,
    resume_feed,
    stop_feed,
)
from workshops.agenda.services.fetching import refresh, sweep_feeds
from workshops.agenda.services.keys import make_key, note_reading, remove_key
from workshops.agenda.services.reminders import sweep_reminders

__all__ = [
    "accept",
    "accept_all",
    "add_address",
    "add_file",
    "ask_again",
    "ignore",
    "make_key",
    "note_reading",
    "refresh",
    "remove_feed",
    "remove_key",
    "resume_feed",
    "stop_feed",
    "sweep_feeds",
    "sweep_reminders",
]
