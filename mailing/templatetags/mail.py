"""Filters for mail templates."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from core import bidi
from core.dates import both_dates
from core.money import Money

register = template.Library()


@register.filter
def isolate(value: object) -> str:
    """For .txt templates: the value keeps its own direction whatever stands around it."""
    return bidi.isolate(str(value))


@register.filter
def money_text(value: Money) -> str:
    """For .txt templates: "185,000 ريال" or "SAR 185,000", isolated, in the active language."""
    return bidi.isolate(value.text())


@register.filter
def both_dates_text(value: date | datetime) -> str:
    return bidi.isolate(both_dates(value))


@register.filter
def hour(value: datetime) -> str:
    """14:30 in the house's time zone."""
    return bidi.isolate(f"{timezone.localtime(value):%H:%M}")
