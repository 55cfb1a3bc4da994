"""What other rooms show on an artist's or a gallery's page, above the works: their next workshops (`core.panels`)."""

from __future__ import annotations

from core.panels import Panels
from marketplace.models import Artist, Gallery

_panels: Panels[Artist | Gallery] = Panels()
register, unregister, of = _panels.register, _panels.unregister, _panels.of
