"""Wording that staff may write: places like {{ name }}, nothing else. No template engine runs on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import nh3
from django.utils.html import conditional_escape

from mailing.exceptions import MarkupRefused, UnknownPlace, WordingRefused

PLACE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
REST = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
TAGS = set(
    "a b bdi br div em h1 h2 h3 hr i li ol p small span strong table tbody td th tr ul".split()  # noqa: SIM905
)
ATTRIBUTES = {"*": {"class", "dir", "lang"}, "a": {"href"}, "td": {"colspan"}, "th": {"colspan"}}
DANGER = re.compile(
    r"<\s*(script|style|iframe|form|input|object|embed|link|meta|svg|img)\b|\son\w+\s*=|javascript:",
    re.IGNORECASE,
)


def places(wording: str) -> set[str]:
    return set(PLACE.findall(wording))


def check(wording: str, allowed: Collection[str]) -> None:
    """Raises WordingRefused for any other template syntax, UnknownPlace for a place not in `allowed`."""
    if odd := REST.search(PLACE.sub("", wording)):
        raise WordingRefused(problem=odd.group())
    for name in sorted(places(wording) - set(allowed)):
        raise UnknownPlace(name=name, known=", ".join(sorted(allowed)))


def check_markup(html: str) -> None:
    """Raises MarkupRefused where a mail would carry something active."""
    if DANGER.search(html):
        raise MarkupRefused


def clean_markup(html: str) -> str:
    """Only tags that read as text, and links to pages and addresses; places in links are kept."""
    held = PLACE.sub(lambda place: f"souk-place-{place.group(1)}", html)
    cleaned = nh3.clean(
        held, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel=None
    )
    return re.sub(r"souk-place-([a-z0-9_]+)", r"{{ \1 }}", cleaned)


def fill(wording: str, values: Mapping[str, Any], *, markup: bool = False) -> str:
    """Puts the values in; in markup everything that is not marked safe is escaped."""

    def put(place: re.Match[str]) -> str:
        value = values.get(place.group(1), "")
        return str(conditional_escape(value)) if markup else str(value)

    return PLACE.sub(put, wording)
