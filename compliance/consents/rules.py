"""Pure rules: who is of age, and whether an answer still counts."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from compliance import rules

OF_AGE: Final = 18  # Law of minors in the Kingdom; the PDPL names no number


def of_age_on(birth: date) -> date:
    """The eighteenth birthday; somebody born on 29 February comes of age on 1 March."""
    try:
        return birth.replace(year=birth.year + OF_AGE)
    except ValueError:
        return date(birth.year + OF_AGE, 3, 1)


def is_minor(birth: date, today: date) -> bool:
    return today < of_age_on(birth)


def counts(*, given: bool, guarded_birth: date | None, today: date) -> bool:
    """Whether the newest answer allows something. What a guardian allowed ends when the child comes of age
    (Art. 13(3)(b)): from then on we ask the person."""
    return given and (guarded_birth is None or is_minor(guarded_birth, today))


def may_see_consents(user: Any) -> bool:
    """Of other people; the privacy office."""
    return rules.is_officer(user)
