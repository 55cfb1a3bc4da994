"""What workshops tell upward, from outbox handlers: after the commit, perhaps more than once."""

from __future__ import annotations

from django.dispatch import Signal

# Sent by Event, with `event`.
event_published = Signal()
# Sent by Run, with `run`. All seats of it are to be given back, and all money.
run_cancelled = Signal()
# Sent by Run, with `run` and `before`: the list of (start, end) of its sessions as they were, aware. The place
# may have changed, too.
run_moved = Signal()
# Sent by Run, with `run`: it has more seats than before, or is open again; the waiting list may move up.
run_widened = Signal()
