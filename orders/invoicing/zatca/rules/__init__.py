"""The authority's business rules that can be checked without the authority, by their own names.

Read from the finished XML, so that an invoice of anybody can be checked, and ours is checked as it is issued.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from orders.invoicing.zatca.reading import Element, parse
from orders.invoicing.zatca.rules import head, lines, parties, sums
from orders.invoicing.zatca.rules.rule import Broken, Rule, View

__all__ = ["RULES", "Broken", "Rule", "check"]

RULES: Final[tuple[Rule, ...]] = (*head.RULES, *parties.RULES, *lines.RULES, *sums.RULES)


def check(xml: bytes | Element, *, now: datetime | None = None) -> list[Broken]:
    """The rules that do not hold, each with what to mend in both languages; none is a good invoice.

    Raises Unreadable when it is no invoice at all.
    """
    view = View(parse(xml) if isinstance(xml, bytes) else xml, now or datetime.now(UTC))
    return [Broken(rule.code, rule.ar, rule.en) for rule in RULES if not rule.holds(view)]
