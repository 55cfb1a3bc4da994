"""Strangers' text made plain: no markup, no controls, no more than we keep."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urlsplit

import nh3

from core.bidi import clean_line, clean_text

_BREAKS: Final = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_SCHEMES: Final = ("http", "https")


def line(text: str, most: int) -> str:
    return _cut(clean_line(_bare(text)), most)


def paragraphs(text: str, most: int) -> str:
    """Line breaks and the ends of paragraphs are kept."""
    return _cut(clean_text(_bare(_BREAKS.sub("\n", text))), most)


def address(text: str, most: int) -> str:
    """A web address, or "" for everything else (javascript:, data:, a user name in front of the host)."""
    plain = clean_line(text)
    if len(plain) > most or any(char in plain for char in " <>\"'\\"):
        return ""
    try:
        parts = urlsplit(plain)
    except ValueError:
        return ""
    wanted = parts.scheme.lower() in _SCHEMES and parts.hostname and not parts.username
    return plain if wanted else ""


def _bare(text: str) -> str:
    """Tags and what scripts and styles hold go; entities become letters, once."""
    return html.unescape(nh3.clean(text, tags=set(), clean_content_tags={"script", "style"}))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
