"""How Arabic is folded for search: the tables and rules that Python and SQL share (see core.search).

`fold` makes spellings of one word equal; `light` also takes off the commonest prefixes and endings. Both are
for shadow columns and queries only: never for what people read, and never to decide that two names are one
person.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Alef with hamza, madda or wasla; alef maqsura and Farsi yeh; teh marbuta; keheh; both sets of digits.
# The seats of hamza on waw and yeh stay, as Lucene keeps them.
CHANGED: Final = "أإآٱىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
INTO: Final = "ااااييهك01234567890123456789"


def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


# Tatweel, vowel marks, superscript alef, Quranic marks, bidi controls.
DROPPED: Final = (
    "\u0640"
    + _span(0x0610, 0x061A)
    + _span(0x064B, 0x065F)
    + "\u0670"
    + _span(0x06D6, 0x06DC)
    + _span(0x06DF, 0x06E4)
    + _span(0x06E7, 0x06E8)
    + _span(0x06EA, 0x06ED)
    + "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

LETTER: Final = "ء-ي"
# In this order, each once over the text. A stem keeps three letters, two behind a bare article.
AFFIXES: Final = (
    rf"(?<![{LETTER}])و(?=[{LETTER}]{{4}})",
    rf"(?<![{LETTER}])ال(?=[{LETTER}]{{2}})",
    rf"(?<![{LETTER}])(?:بال|كال|فال)(?=[{LETTER}]{{3}})",
    rf"(?<![{LETTER}])لل(?=[{LETTER}]{{2}})",
    rf"(?<=[{LETTER}]{{3}})(?:ها|ان|ات|ون|ين|يه)(?![{LETTER}])",
    rf"(?<=[{LETTER}]{{3}})[هي](?![{LETTER}])",
)

_TABLE: Final = {**str.maketrans(CHANGED, INTO), **dict.fromkeys(map(ord, DROPPED))}
_PATTERNS: Final = tuple(re.compile(pattern) for pattern in AFFIXES)


def fold(text: str) -> str:
    """NFKC, then one spelling for each letter, without marks: "أحمد" -> "احمد", "لوحـــة" -> "لوحه"."""
    return unicodedata.normalize("NFKC", text).translate(_TABLE)


def light(text: str) -> str:
    """Folded and without the article, "and", and the endings of number and gender: "والفنانين" -> "فنان"."""
    folded = fold(text)
    for pattern in _PATTERNS:
        folded = pattern.sub("", folded)
    return folded
