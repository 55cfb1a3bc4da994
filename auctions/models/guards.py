"""Conditions for the triggers that hold what must not change."""

from __future__ import annotations

from functools import reduce
from operator import or_

import pgtrigger


def changed(*fields: str) -> pgtrigger.Q:
    """True when any of these columns gets another value; to be combined with other conditions."""
    return reduce(
        or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields)
    )
