"""How long a membership runs and what a change of it costs: the single source, no Django in it.

Days are calendar days where the house stands (Riyadh); a span holds its first day and not its last.
Amounts are whole minor units (halalas, fils) with VAT inside; shares of them are rounded half-up, once.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_YEAR = 12
# How many days before the end a renewal is offered, and how long the benefits stay after an unpaid end.
LEAD_DAYS = {True: 21, False: 7}
GRACE_DAYS = {True: 14, False: 7}
REMINDER_DAYS = {True: 5, False: 2}


class Phase(StrEnum):
    RUNNING = "running"
    GRACE = "grace"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, but not with, `end`. Raises ValueError where it would run backwards."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A span does not end before it starts.")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def left(self, today: date) -> int:
        """The days not begun yet, today among them: whoever changes today is served anew from today."""
        return min(max((self.end - today).days, 0), self.days)


@dataclass(frozen=True, slots=True)
class Change:
    """What going over to another tier or period means.

    `at_once`: a new span starts today, `credit` of the running one is taken off its price and `charge` is
    left to pay. Otherwise the change waits for the end of what is paid and costs nothing now.
    """

    at_once: bool
    credit: int = 0
    charge: int = 0


def period_end(start: date, months: int, anchor_day: int) -> date:
    """The first day of the next span, on the day of the month that the membership began with.

    A month that is too short ends on its last day, and the next one comes back to the anchor: 31 January,
    28 February, 31 March. Somebody who joined on 29 February renews on the 28th in common years.
    Raises ValueError for a span of no months or an anchor outside 1 to 31.
    """
    if months < 1 or not 1 <= anchor_day <= 31:  # noqa: PLR2004  the days of a month
        raise ValueError("A span has at least one month, and a month at most 31 days.")
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor_day, last))


def share(amount: int, part: int, whole: int) -> int:
    """`part` of `whole` of an amount, half-up."""
    return (2 * amount * part + whole) // (2 * whole)


def unused(value: int, span: Span, today: date) -> int:
    """What the days not begun yet are worth: never more than `value`, nothing once the span is over."""
    return share(value, span.left(today), span.days) if span.days else 0


def rises(*, rank: int, months: int, new_rank: int, new_months: int) -> bool:
    """A higher tier, or the same one for longer."""
    return new_rank > rank or (new_rank == rank and new_months > months)


def credit(stretches: Iterable[tuple[int, Span]], today: date) -> int:
    """What is unused of everything that is paid, a renewal paid in advance among it."""
    return sum(unused(value, span, today) for value, span in stretches)


def change(*, credit: int, price: int, upward: bool, same_currency: bool) -> Change:
    """What a change costs today.

    Only an upward change is made at once, and only where the new price is above what is credited: money is
    never owed to a member for going up, and nobody loses days by going down.
    """
    if not upward or not same_currency or price <= credit:
        return Change(at_once=False)
    return Change(at_once=True, credit=credit, charge=price - credit)


def spread_back(amount: int, charges: Sequence[int]) -> list[int]:
    """Divides what goes back over the charges it was paid with, the first one first, none above itself.

    Raises ValueError where the charges do not hold that much.
    """
    parts: list[int] = []
    for charge in charges:
        parts.append(min(amount, charge))
        amount -= parts[-1]
    if amount:
        raise ValueError("More would go back than was paid.")
    return parts


def renewal_day(end: date, months: int) -> date:
    """When the next span is offered."""
    return end - timedelta(days=LEAD_DAYS[_long(months)])


def reminder_day(end: date, months: int) -> date:
    """When an unpaid renewal is called to mind."""
    return end - timedelta(days=REMINDER_DAYS[_long(months)])


def grace_end(end: date, months: int) -> date:
    """The first day without benefits for somebody who meant to renew and has not paid."""
    return end + timedelta(days=GRACE_DAYS[_long(months)])


def phase(*, end: date, months: int, renews: bool, today: date) -> Phase:
    """Where a paid membership stands. One that was cancelled has no grace."""
    if today < end:
        return Phase.RUNNING
    return Phase.GRACE if renews and today < grace_end(end, months) else Phase.OVER


def may_withdraw(*, concluded: date, today: date, days: int, enjoyed: bool) -> bool:
    """The right to step back from a service that was not made use of, in `days` after the contract's day.

    Saudi E-Commerce Law, article 13; the number of days comes with the country.
    """
    return not enjoyed and concluded <= today <= concluded + timedelta(days=days)


def commission(standard: int, tier: int | None) -> int:
    """The rate in basis points that a seller pays: a tier lowers it and never raises it."""
    return standard if tier is None else min(standard, tier)


def _long(months: int) -> bool:
    return months >= MONTHS_A_YEAR
