"""What must be true of a work before strangers see it. Pure."""

from __future__ import annotations

from typing import Final

from marketplace.enums import Antiquity, Availability

# Saudi Antiquities Law: made by people, more than a hundred years old.
ANTIQUITY_AGE: Final = 100


def antiquity_problem(
    *, antiquity: str, licence: str, year: int | None, availability: str, this_year: int
) -> str:
    """Why a work cannot be published on account of its age: "licence", "unanswered", "contradiction", or ""."""
    if antiquity == Antiquity.YES:
        return "" if licence else "licence"
    old = year is not None and this_year - year > ANTIQUITY_AGE
    if old and antiquity == Antiquity.NO:
        return "contradiction"
    if old and availability != Availability.NOT_FOR_SALE:
        return "unanswered"
    return ""
