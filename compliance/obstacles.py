"""What must end before an account can be erased: an open order, a bid that stands, a dispute.

The rooms above say it in their `ready()`; the erasure room asks everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One sentence that says what must end first, and the page where it can be ended."""

    code: str
    text: str | Promise
    url: str


Finder = Callable[[AbstractBaseUser], Iterable[Obstacle]]
_finders: dict[str, Finder] = {}


def register(code: str, finder: Finder) -> None:
    """`finder(user)` yields what stands in the way; the same code again replaces it."""
    _finders[code] = finder


def in_the_way(user: AbstractBaseUser) -> list[Obstacle]:
    """Everything that must end first, by room; empty when the erasure may go on."""
    return [obstacle for _code, finder in sorted(_finders.items()) for obstacle in finder(user)]
