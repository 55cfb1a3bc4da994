"""Arabic text: folded for search, written in Latin letters, and names that meet across both scripts."""

from __future__ import annotations

from core.folding import fold, light
from core.name_keys import name_key
from core.romanisation import romanise

__all__ = ["fold", "light", "name_key", "romanise"]
