"""What the rooms above add to a commission's page: its contract, its progress, its conversation (`core.panels`)."""

from __future__ import annotations

from commissions.models import Commission
from core.panels import Panels

_panels: Panels[Commission] = Panels()
register, unregister, of = _panels.register, _panels.unregister, _panels.of
