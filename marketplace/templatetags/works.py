"""How a work is put into words on a page: its size, its date, its name's first letter."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from core.digits import eastern
from core.money import is_arabic
from core.requests import wants_arabic_digits
from marketplace.imaging.templatetags.imaging import hung_size
from marketplace.models import Artwork

register = template.Library()

_LD_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def digits_of(text: str) -> str:
    return eastern(text) if is_arabic() and wants_arabic_digits() else text


def plain_cm(value: Decimal | float) -> str:
    """Centimetres to the millimetre, without zeros at the end."""
    return f"{Decimal(str(value)):.1f}".rstrip("0").rstrip(".")


@register.filter
def cm(value: Decimal | float | None) -> str:
    return "" if value is None else digits_of(plain_cm(value))


@register.filter
def size(work: Artwork) -> str:
    """ "156 × 120 cm": height first, in the direction of the page, never broken."""
    if not work.sides_cm:
        return ""
    text = digits_of(" × ".join(plain_cm(side) for side in work.sides_cm))
    return _measured(text, gettext("cm"))


@register.filter
def sides(work: Artwork) -> str:
    """ "156 × 120" alone, for a column that names the unit."""
    text = digits_of(" × ".join(plain_cm(side) for side in work.sides_cm))
    return format_html('<bdi dir="{}">{}</bdi>', _direction(), text) if text else ""


@register.filter
def inches(work: Artwork) -> str:
    """ "61.4 × 47.2 in": the same sides in inches."""
    if not work.sides_inch:
        return ""
    text = digits_of(" × ".join(plain_cm(side) for side in work.sides_inch))
    return _measured(text, gettext("in"))


def _measured(text: str, unit: str) -> SafeString:
    return format_html('<span class="nw"><bdi dir="{}">{}</bdi> {}</span>', _direction(), text, unit)


def _direction() -> str:
    return "rtl" if is_arabic() else "ltr"


@register.filter
def dated(work: Artwork) -> str:
    """The date in the seller's words, else the year or the years."""
    if work.date_text:
        return str(work.date_text)
    if work.year is None:
        return ""
    span = f"{work.year}" if not work.year_end else f"{work.year}–{work.year_end}"
    span = digits_of(span)
    return pgettext("year", "about %(year)s") % {"year": span} if work.year_circa else span


@register.filter
def alt_text(work: Artwork) -> str:
    """What the picture on its card shows, in the seller's words; else what the work is."""
    said = str(getattr(work, "cover_alt", ""))
    if said:
        return said
    parts = [str(work.title), str(work.artist.name) if work.artist else "", str(work.medium or "")]
    return pgettext("between parts of a picture's description", ", ").join(part for part in parts if part)


@register.filter
def hung_width(work: Artwork) -> str:
    """`--w` for a card that comes later than the page's style element."""
    return f"{_hung(work)[0]:g}"


@register.filter
def hung_height(work: Artwork) -> str:
    return f"{_hung(work)[1]:g}"


def _hung(work: Artwork) -> tuple[float, float]:
    return hung_size(work.width_cm, work.height_cm, getattr(work, "cover", None))


@register.filter
def initial(name: str) -> str:
    """The first letter of a name, without the Arabic article."""
    words = [word.removeprefix("ال") or word for word in str(name).split()]
    return words[0][0] if words else ""


@register.filter
def json_ld(data: Any) -> SafeString:
    """A JSON-LD block for search engines; no text in it can close the element."""
    if not data:
        return mark_safe("")
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_LD_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{body}</script>')  # noqa: S308 - escaped above
