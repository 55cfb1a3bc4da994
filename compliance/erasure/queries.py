"""What stands about erasures."""

from __future__ import annotations
