"""Work for an erasure that no deed can say: registered by the rooms above, done before the records go."""

from __future__ import annotations

from collections.abc import Callable

from compliance.subjects import Subject

Work = Callable[[Subject], int]
_works: dict[str, Work] = {}


def register(code: str, work: Work) -> None:
    """`work(subject)` runs in a step of its own, in a transaction, and returns how many things it changed.

    It may run again after it was undone, never after it was done; the same code again replaces it.
    """
    _works[code] = work


def works() -> dict[str, Work]:
    return dict(sorted(_works.items()))
