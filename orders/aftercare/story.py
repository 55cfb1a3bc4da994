"""What the pages show: the rights of an order in plain words, and a case with its time line, for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from core.money import Money
from orders import queries as order_queries
from orders.aftercare import facts, queries, rights, wording
from orders.aftercare.amounts import Line
from orders.aftercare.enums import CaseKind, CaseState, EntryKind
from orders.aftercare.models import Case, CaseEntry, CasePhoto
from orders.aftercare.rights import Right
from orders.aftercare.wording import Text
from orders.enums import LineKind, OrderOrigin, Side
from orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may have happened, and what the law says to it.

    `fees_stay`: there are fees for bringing the goods, and they are not paid back.
    """

    kind: CaseKind
    question: Text
    holds: bool
    until: datetime | None
    why_not: Text
    payer: str
    article: str
    fees_stay: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What a buyer may choose for an order; `law` names where the articles stand."""

    choices: Sequence[Choice]
    lines: Sequence[OrderLine]
    law: str
    auction: bool

    @property
    def open(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.holds]

    @property
    def shut(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.holds]


def choices_of(order: Order, now: datetime) -> Choices:
    """Three queries: the lines, what went back of them, what open cases are about."""
    sale = facts.facts_of(order)
    bill = list(order.lines.all())
    left = {line.pk for line in facts.lines_of(bill, order_queries.refunded_by_line(order)) if _free(line)}
    left -= queries.lines_taken(order)
    fees = any(LineKind(line.kind).fee for line in bill)
    found = [
        _choice(kind, rights.right(kind.ground, sale, now), fees=fees) for kind in CaseKind if kind.ground
    ]
    other = CaseKind.OTHER
    found.append(
        Choice(other, wording.QUESTIONS[other], holds=True, until=None, why_not="", payer="", article="")
    )
    return Choices(
        choices=found,
        lines=[line for line in bill if line.pk in left],
        law=sale.country.law.name(get_language() or "ar"),
        auction=order.origin == OrderOrigin.AUCTION,
    )


def _free(line: Line) -> bool:
    return line.chosen_by_hand and line.left > 0


def _choice(kind: CaseKind, right: Right, *, fees: bool) -> Choice:
    return Choice(
        kind=kind,
        question=wording.QUESTIONS[kind],
        holds=right.holds,
        until=right.until,
        why_not=wording.obstacle(right),
        payer=right.return_cost,
        article=right.article,
        fees_stay=fees and not right.fees_back,
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the time line."""

    at: datetime
    who: str
    text: Text
    words: str
    photos: Sequence[CasePhoto]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands for one reader."""

    told: Text
    next: Text
    turn: Text
    mine: bool


def standing_of(case: Case, side: Side) -> Standing:
    words, waits = wording.STATES[case.status], case.waits_for
    mine = waits is not None and waits is side
    turn: Text = "" if waits is None else wording.YOUR_TURN if mine else wording.WAITING[waits]
    neutral = side not in {Side.BUYER, Side.SELLER}
    told = wording.STEPS[case.status] if neutral else words.told(side)
    return Standing(told, "" if neutral else words.next(side), turn, mine)


def moments_of(case: Case) -> list[Moment]:
    return [_moment(entry) for entry in case.entries.all()]


def _moment(entry: CaseEntry) -> Moment:
    text: Text = ""
    if entry.kind == EntryKind.STEP:
        text = wording.STEPS[CaseState(entry.after)]
    elif entry.kind == EntryKind.REMINDER:
        text = wording.REMINDED
    return Moment(entry.at, entry.get_side_display(), text, entry.text, list(entry.photos.all()))


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list, seen from one side."""

    case: Case
    title: str
    claimed: Money
    mine: bool


def rows_of(cases: Iterable[Case], side: Side) -> list[Row]:
    """The cases with their lines, as `queries.listed` gives them."""
    return [
        Row(
            case=case,
            title=next((row.line.description for row in case.lines.all()), ""),
            claimed=Money(case.claimed, case.currency),
            mine=case.waits_for is side,
        )
        for case in cases
    ]
