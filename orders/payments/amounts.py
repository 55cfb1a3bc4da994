"""Amounts as providers write them: decimals in major units, or minor units of their own. No float."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from core.money import EXPONENTS

# Also currencies that providers speak of and the house does not price in.
_CODE: Final = re.compile(r"[A-Za-z]{3}")
PLACES: Final[dict[str, int]] = {"KES": 2, "JOD": 3, **EXPONENTS}


class AmountUnreadable(ValueError):
    """What a provider wrote is no amount of this currency."""


def places(currency: str) -> int:
    try:
        return PLACES[currency]
    except KeyError:
        raise AmountUnreadable(currency) from None


def major_text(minor: int, currency: str) -> str:
    """1500 fils are "1.500", 200 halalas "2.00": always with all the currency's decimals."""
    return f"{major(minor, currency):f}"


def major(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-places(currency))


def minor_of(amount: Any, currency: str) -> int:
    """Exactly, from a Decimal, a whole number or a text of digits; raises AmountUnreadable."""
    if isinstance(amount, bool | float) or not isinstance(amount, Decimal | int | str):
        raise AmountUnreadable(repr(amount))
    try:
        exact = Decimal(amount).scaleb(places(currency))
        whole = int(exact)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise AmountUnreadable(repr(amount)) from error
    if whole != exact:
        raise AmountUnreadable(repr(amount))
    return whole


def whole_minor(amount: Any) -> int:
    """An amount that a provider gives in minor units; raises AmountUnreadable."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise AmountUnreadable(repr(amount))
    return amount


def currency_of(text: Any) -> str:
    """ "sar" and "SAR" are the same; raises AmountUnreadable."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        raise AmountUnreadable(repr(text))
    return text.upper()
