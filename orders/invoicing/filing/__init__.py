"""Filing with the tax authority: one small interface, the real client, and a default that waits."""

from __future__ import annotations

from orders.invoicing.filing.authority import Authority
from orders.invoicing.filing.interface import Answer, Filer, Remark
from orders.invoicing.filing.waiting import Waiting
from orders.invoicing.stamps import Unit

__all__ = ["Answer", "Authority", "Filer", "Remark", "Waiting", "filer_of"]


def filer_of(unit: Unit) -> Filer:
    """The authority, for a unit that it knows; otherwise the one that leaves things waiting."""
    return Authority.of(unit) if unit.may_file else Waiting()
