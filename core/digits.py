"""Digits of the Arabic world: accepted everywhere, stored as ASCII, shown as the reader likes."""

from __future__ import annotations

ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
EXTENDED = "۰۱۲۳۴۵۶۷۸۹"
ASCII = "0123456789"

_TO_ASCII = str.maketrans(ARABIC_INDIC + EXTENDED, ASCII * 2)
_TO_ARABIC = str.maketrans(ASCII + ",.%", ARABIC_INDIC + "٬٫٪")


def western(text: str) -> str:
    """Arabic-Indic (٠-٩) and Extended (۰-۹) digits become 0-9; everything else stays."""
    return text.translate(_TO_ASCII)


def eastern(text: str) -> str:
    """A formatted number in Arabic-Indic digits, with the Arabic separators ٬ and ٫."""
    return text.translate(_TO_ARABIC)
