"""What the rooms above may listen to; sent in the transaction of the act."""

from __future__ import annotations

from django.dispatch import Signal

person_suspended = Signal()
"""sender=Suspension, suspension=... : somebody was suspended just now."""

suspension_lifted = Signal()
"""sender=Suspension, suspension=... : a suspension ended before its time."""

case_decided = Signal()
"""sender=Case, case=..., decision=... : a decision was made."""
