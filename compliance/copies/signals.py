"""What the copies tell the rooms above, from the outbox, after the commit. Each may be sent twice."""

from __future__ import annotations

from django.dispatch import Signal

copy_ready = Signal()
"""sender=Copy, copy=...: the file is there and its person has been told."""

copy_failed = Signal()
"""sender=Copy, copy=...: it was tried several times in vain; somebody must look."""
