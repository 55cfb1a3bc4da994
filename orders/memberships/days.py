"""Memberships count calendar days where the house stands, whoever asks from wherever."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def day_of(moment: datetime) -> date:
    return moment.astimezone(_zone()).date()


def midnight(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(), tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
