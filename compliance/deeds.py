"""What happens to a record of a person when they ask for erasure, and when its time is over.

A deed is data: the erasure room carries it out, the privacy centre shows it before. Each declaration of
`compliance.registry` names one (compliance.E003).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

Value = Any | Callable[[Any], Any]
"""What a field is overwritten with: a value, or a function of the row (for fields that must stay unique)."""

NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})
MARK: Final = "▇▇▇"
"""What stands where words stood that a row may not be without."""


def unless_empty(name: str) -> Callable[[Any], str]:
    """The mark where the row has words in this field, else nothing: rows without words are not given any."""
    return lambda row: MARK if getattr(row, name) else ""


class Fate(StrEnum):
    """What becomes of the row itself."""

    DELETE = "delete"
    BLANK = "blank"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Deed:
    """`law` names an entry of compliance/data/keeping.toml: by which duty a kept row stays, and how long.

    `now` is overwritten at the erasure; `later` when the term of the law is over, counted from `since`
    (a field of the row or a path such as "order__placed_at"). `later` None deletes the row then. `past` names
    the guards of the table (pgtrigger) that step aside for this deed, and for no other hand.
    """

    fate: Fate
    now: Mapping[str, Value] = field(default_factory=dict)
    law: str = ""
    since: str = ""
    later: Mapping[str, Value] | None = None
    past: tuple[str, ...] = ()

    def passing(self, *guards: str) -> Deed:
        """The same deed, let through by these triggers of the table: `blank(text="").passing("text_stays")`.

        Only for guards that keep people from rewriting what was said; never for books, seals and audit, whose
        deed is `keep` with nothing to overwrite. A guard that is not named refuses the deed, and the erasure
        reports it.
        """
        return replace(self, past=guards)


def delete() -> Deed:
    """The row goes, with what hangs on it; files named by the declaration go too."""
    return Deed(Fate.DELETE)


def blank(**now: Value) -> Deed:
    """The row stays because others need it; these fields are overwritten: they name nobody any more."""
    if not now:
        raise ValueError("A row that is blanked needs fields to blank.")
    return Deed(Fate.BLANK, now=now)


def keep(
    law: str,
    *,
    since: str,
    now: Mapping[str, Value] = NOTHING,
    later: Mapping[str, Value] | None = NOTHING,
) -> Deed:
    """A law wants the row for a term; what it does not want is overwritten at once (`now`).

    When the term is over, `later` is overwritten; with None the row is deleted; with nothing it stays as it
    is, because it names nobody.
    """
    return Deed(Fate.KEEP, now=now, law=law, since=since, later=later)


@dataclass(frozen=True, slots=True)
class Term:
    """Ordinary retention, without any request: after `days` from the time in `since` the deed is done.

    `only` narrows the rows by filter arguments (states that are over).
    """

    days: int
    since: str
    deed: Deed = field(default_factory=delete)
    only: Mapping[str, Any] = field(default_factory=dict)
