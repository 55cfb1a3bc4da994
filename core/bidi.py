"""Text that people type: free of characters that turn or hide what others read."""

from __future__ import annotations

import re
import unicodedata

# Directional marks, embeddings, overrides and isolates: in a name they can reorder the words around it.
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Invisible characters that make two names look the same. ZWNJ and ZWJ shape Persian and Urdu words: kept.
INVISIBLE = "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
FSI, PDI, LRI = "\u2068", "\u2069", "\u2066"

_DROP = dict.fromkeys(map(ord, BIDI_CONTROLS + INVISIBLE))
_BLANKS = re.compile(r"\s+")
_BLANKS_IN_LINE = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")


def _is_kept(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co"}


def strip_controls(text: str) -> str:
    """Without bidi controls, invisible characters, control codes, private-use and broken code points."""
    return "".join(char for char in text.translate(_DROP) if _is_kept(char))


def clean_line(text: str) -> str:
    """One line of user text: controls stripped, NFC, white space collapsed, no blank at the ends."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", strip_controls(_newlines(text)))).strip()


def clean_text(text: str) -> str:
    """Several lines of user text: as `clean_line`, with single line breaks and empty lines kept."""
    normal = unicodedata.normalize("NFC", strip_controls(_newlines(text)))
    lines = (line.strip() for line in _BLANKS_IN_LINE.sub(" ", normal).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def isolate(text: str) -> str:
    """For plain text (mail subjects, CSV): the text keeps its own direction whatever stands around it."""
    return f"{FSI}{text}{PDI}"


def _newlines(text: str) -> str:
    """All the line breaks of Unicode as a newline, before the control codes go."""
    return re.sub("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]", "\n", text)
