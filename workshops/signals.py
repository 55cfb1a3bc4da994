"""What workshops tell upward, from outbox handlers: after the commit, perhaps more than once."""

from __future__ import annotations

from django.dispatch import Signal

# Sent by Event, with `event`.
event_published = Signal()
# Sent by Run, with `run`. All seats of it are to be given back, and all money.
run_cancelled = Signal()
# Sent by Run, with `run` and `before`: the list of (start, end) of its sessions as they were, aware
run_moved = Signal()
