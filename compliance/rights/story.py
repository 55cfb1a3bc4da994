"""A request as pages show it: its clock, where it stands, its time line, the acts that are possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from compliance import deadlines
from compliance.rights import wording
from compliance.rights.enums import RequestState, Right, StepKind
from compliance.rights.models import Request, Step

Text = Promise | str
SOON = 7


@dataclass(frozen=True, slots=True)
class Clock:
    """`left` whole days; `level` is ok, soon, late, or over when nothing runs any more."""

    answer_by: datetime
    left: int
    level: str
    law: str


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    who: str
    text: Text
    words: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list."""

    request: Request
    clock: Clock
    title: Text
    who: str


def clock_of(request: Request, now: datetime) -> Clock:
    left = deadlines.days_left(request.answer_by, now)
    level = "over"
    if request.status.open:
        level = "late" if request.answer_by < now else "soon" if left < SOON else "ok"
    law = deadlines.policies().get(request.law, deadlines.platform())
    return Clock(request.answer_by, max(left, 0), level, law.law(get_language() or "ar"))


def rows_of(requests: Iterable[Request], now: datetime) -> list[Row]:
    return [
        Row(request, clock_of(request, now), Right(request.right).label, who_of(request))
        for request in requests
    ]


def who_of(request: Request) -> str:
    """The name that stands for the person; never an address where there is a name."""
    if request.user is not None:
        return str(request.user.get_full_name())
    return request.name or request.email or request.phone or "-"


def moments_of(request: Request, *, officer: bool) -> list[Moment]:
    return [_moment(step, officer=officer) for step in request.steps.all() if officer or step.public]


def _moment(step: Step, *, officer: bool) -> Moment:
    if step.kind == StepKind.MOVE:
        text: Text = wording.STEPS[RequestState(step.after)]
    else:
        text = wording.KINDS[StepKind(step.kind)]
    bare = step.kind in {StepKind.REMINDER, StepKind.LETTER}  # a number is all that stands in them
    who = step.actor.get_full_name() if officer and step.actor else ""
    return Moment(step.at, str(who), text, "" if bare else spoken(step.text), not step.public)


def spoken(text: str) -> str:
    """Words of the machine in the reader's language; words of people as they are."""
    return gettext(text) if text else ""


def about(request: Request, now: datetime, *, officer: bool) -> dict[str, Any]:
    """What every page of a request shows."""
    return {
        "data_request": request,
        "title": wording.TITLES[request.kind],
        "clock": clock_of(request, now),
        "next": wording.NEXT[request.status],
        "moments": moments_of(request, officer=officer),
        "answer": spoken(request.answer),
        "complain_until": deadlines.complain_until(request.answered_at) if request.answered_at else None,
        "authority": deadlines.platform().authority(get_language() or "ar"),
    }
