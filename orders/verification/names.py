"""Whether two writings name the same: the account's holder, the paper, the seller. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.arabic import name_key

# What stands around a name on papers and accounts and says only which form a business has.
FORMS = re.compile(
    r"\b(?:co|company|est|establishment|llc|l\.l\.c|ltd|limited|trading|for|the)\b"
    "|شركة|مؤسسة|المحدودة|للتجارة|ذات مسؤولية",
    re.IGNORECASE,
)


def agree(one: str, others: Iterable[str]) -> bool:
    """True when the words of the shorter name all stand in the longer one, in either script.

    A person's account often bears four names and the licence three; a business is written with or without its
    legal form. Two words at least must agree where both have two.
    """
    mine = _words(one)
    return any(_within(mine, _words(other)) for other in others if other.strip())


def _words(name: str) -> frozenset[str]:
    return frozenset(name_key(FORMS.sub(" ", name)).split())


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter <= longer and (len(shorter) > 1 or len(longer) == 1)
