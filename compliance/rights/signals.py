"""What the rooms above may act on; sent in the service's transaction."""

from __future__ import annotations

from django.dispatch import Signal

restricted = Signal()
"""sender=Restriction, user=...: from now on the data are kept and not used."""

restriction_lifted = Signal()
"""sender=Restriction, user=...: another restriction may still hold, ask `queries.is_restricted`."""
