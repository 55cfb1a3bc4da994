"""What may stand in a log: no secrets, no addresses, no telephone numbers."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from django.db import models

from core.chain import canonical
from core.money import Money
from core.scrub import scrub_text

MASK: Final = "***"
PERSONAL: Final = "(personal)"
# Parts of a key: `new_password`, `maxBid` and `card_number` are all caught.
SECRET_PARTS: Final = frozenset(
    "password passwd token secret otp pin cvv cvc card iban key cookie session credential seed recovery "  # noqa: SIM905
    "max maximum reserve limit ceiling phone mobile email mail address ip".split()
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

__all__ = ["MASK", "PERSONAL", "is_secret", "jsonable", "scrub_text"]


def is_secret(key: str) -> bool:
    """Whether a value under this name never goes into a log."""
    return any(part.lower() in SECRET_PARTS for part in _PART.findall(key))


def jsonable(value: Any, personal: Collection[str] = ()) -> Any:
    """A JSON copy: secrets are `***`, text in personal fields is `(personal)`; None and "" stay visible."""
    if isinstance(value, dict):
        return {str(key): _entry(str(key), item, personal) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item, personal) for item in value]
    return _scalar(value)


def _entry(key: str, value: Any, personal: Collection[str]) -> Any:
    if value is None or value == "":
        return value
    if is_secret(key):
        return MASK
    if key in personal and isinstance(value, str):
        return PERSONAL
    return jsonable(value, personal)


def _scalar(value: Any) -> Any:  # noqa: PLR0911
    if value is None or type(value) in {bool, int}:
        return value
    if isinstance(value, Enum):
        return _scalar(value.value)
    if isinstance(value, (date, datetime)):
        return _instant(value)
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, (Decimal, float, uuid.UUID, timedelta)):
        return str(value)
    return scrub_text(str(value)).replace("\x00", "")


def _instant(value: date | datetime) -> str:
    """The chain's own spelling where there is one."""
    if isinstance(value, datetime) and value.utcoffset() is None:
        return value.isoformat()
    return canonical(value).decode().strip('"')
