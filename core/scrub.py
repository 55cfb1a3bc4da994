"""Take personal data out of free text before it is kept where nobody can erase it."""

from __future__ import annotations

import re
from typing import Final

EMAIL: Final = re.compile(r"[^\s@<>\"'=:,;()\[\]]+@[^\s@<>\"',;()\[\]]+\.[^\s@<>\"',;:()\[\]]{2,}")
IPV4: Final = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
IPV6: Final = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])")
PHONE: Final = re.compile(
    r"(?<![\w.+-])(?:\+|00)\d[\d\s().-]{6,16}\d(?!\w)|(?<![\w.-])05\d(?:[\s-]?\d){7}(?!\w)"
)
IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}\s?[A-Z0-9]{0,4}\b")
CARD: Final = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")

RULES: Final = (
    (EMAIL, "[e-mail]"),
    (IBAN, "[iban]"),
    (IPV6, "[address]"),
    (IPV4, "[address]"),
    (PHONE, "[phone]"),
    (CARD, "[number]"),
)


def scrub_text(text: str) -> str:
    """E-mail and network addresses, telephone, card and account numbers become a word in brackets."""
    for pattern, word in RULES:
        text = pattern.sub(word, text)
    return text
