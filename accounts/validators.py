"""What may stand in a person's preferences."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The Gulf first, then the currencies in which works are priced abroad.
CURRENCIES = ("SAR", "AED", "QAR", "KWD", "BHD", "OMR", "USD", "EUR", "GBP")


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_currency(value: str) -> None:
    if value not in CURRENCIES:
        raise ValidationError(_("Choose one of the currencies in the list."), code="currency")


def check_time_zone(value: str) -> None:
    if value not in known_zones():
        raise ValidationError(_("Choose one of the time zones in the list."), code="time_zone")
