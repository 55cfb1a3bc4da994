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
def told(value: Money) -> str:
    """The amount with its currency and all its decimals, for <bdi>."""
    return value.text(full=True)


@register.filter
def bare(value: Money) -> str:
    """The amount alone with all its decimals, for a column of a bill."""
    return value.number(full=True)


@register.filter
def dates_text(value: date | datetime) -> str:
    """For .txt templates: the day in both calendars."""
    return bidi.isolate(both_dates(value))


@register.filter
def hour_text(value: datetime) -> str:
    """For .txt templates: 14:30 in the house's time zone."""
    return bidi.isolate(f"{timezone.localtime(value):%H:%M}")
