"""IBANs: how one is read, checked and shown. No Django here.

Length and shape by country and the check digits (ISO 13616, modulo 97) come from python-stdnum's register.
A Saudi IBAN has 24 characters: SA, two check digits, two digits of the bank, eighteen of the account.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from stdnum import exceptions, iban

from core.bidi import strip_controls
from core.digits import western

SHAPE: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", re.ASCII)
# Lengths of the Gulf, so that the refusal can say how many characters are expected.
LENGTHS: Final = {"SA": 24, "AE": 23, "BH": 22, "KW": 30, "OM": 23, "QA": 29}
SAUDI_BANKS: Final = {
    "05": ("مصرف الإنماء", "Alinma Bank"),
    "10": ("البنك الأهلي السعودي", "Saudi National Bank"),
    "15": ("بنك البلاد", "Bank Albilad"),
    "20": ("بنك الرياض", "Riyad Bank"),
    "30": ("البنك العربي الوطني", "Arab National Bank"),
    "45": ("البنك السعودي الأول", "Saudi Awwal Bank"),
    "55": ("البنك السعودي الفرنسي", "Banque Saudi Fransi"),
    "60": ("بنك الجزيرة", "Bank AlJazira"),
    "65": ("البنك السعودي للاستثمار", "Saudi Investment Bank"),
    "80": ("مصرف الراجحي", "Al Rajhi Bank"),
}


class Fault(StrEnum):
    MISSING = "missing"
    LENGTH = "length"
    DIGITS = "digits"
    SHAPE = "shape"


class IbanFault(ValueError):
    """Why a number is no IBAN; `expected` is the right length where it is known."""

    def __init__(self, fault: Fault, *, expected: int = 0, country: str = "") -> None:
        super().__init__(fault)
        self.fault, self.expected, self.country = fault, expected, country


def read(text: str) -> str:
    """The number in capitals without blanks, Arabic digits read. Raises IbanFault."""
    number = "".join(western(strip_controls(text)).upper().replace("-", "").split()).removeprefix("IBAN")
    if not number:
        raise IbanFault(Fault.MISSING)
    if not SHAPE.fullmatch(number):
        raise IbanFault(Fault.SHAPE)
    expected = LENGTHS.get(number[:2], 0)
    if expected and len(number) != expected:
        raise IbanFault(Fault.LENGTH, expected=expected, country=number[:2])
    try:
        return str(iban.validate(number))
    except exceptions.InvalidChecksum as error:
        raise IbanFault(Fault.DIGITS, country=number[:2]) from error
    except exceptions.ValidationError as error:
        raise IbanFault(Fault.SHAPE, country=number[:2]) from error


def country_of(number: str) -> str:
    return number[:2]


def grouped(number: str) -> str:
    """In fours, as banks print it."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def masked(number: str) -> str:
    """The country and the last four characters."""
    return f"{number[:2]}•• •••• {number[-4:]}" if number else ""


def bank_names(number: str) -> tuple[str, str] | None:
    """Arabic and English name of a Saudi bank that we know."""
    return SAUDI_BANKS.get(number[4:6]) if number[:2] == "SA" else None
