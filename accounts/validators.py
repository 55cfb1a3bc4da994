"""What may stand in a person's preferences."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
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


class LongestPasswordValidator:
    """Room for a long phrase, in any script and with spaces, but no megabyte to be hashed."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError where the password is longer."""
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return gettext("A password has at most %(number)s characters.") % {"number": self.max_length}
