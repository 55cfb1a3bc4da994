"""How long each step of a case may take and what happens when nobody acts. Data; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Lapse(StrEnum):
    """What follows a deadline that passed: staff take over, the case ends, or it only shows as overdue."""

    ESCALATE = "escalate"
    CLOSE = "close"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`notice` is how long before the end the side that must act is reminded; none without it."""

    after: timedelta
    lapse: Lapse
    notice: timedelta | None = None


# By the state in which somebody has to act.
DEADLINES: Final = MappingProxyType(
    {
        "requested": Deadline(timedelta(days=3), Lapse.ESCALATE, timedelta(days=1)),
        "approved": Deadline(timedelta(days=14), Lapse.CLOSE, timedelta(days=3)),
        "refused": Deadline(timedelta(days=14), Lapse.CLOSE, timedelta(days=3)),
        "goods_on_the_way": Deadline(timedelta(days=14), Lapse.ESCALATE, timedelta(days=3)),
        "received": Deadline(timedelta(days=5), Lapse.ESCALATE, timedelta(days=1)),
        "inspected": Deadline(timedelta(days=7), Lapse.ESCALATE, timedelta(days=2)),
        "escalated": Deadline(timedelta(days=7), Lapse.SHOW),
        "decided": Deadline(timedelta(days=14), Lapse.CLOSE, timedelta(days=3)),
    }
)


def due_at(state: str, since: datetime) -> datetime | None:
    """The last instant of a step that began at `since`; None where nobody has to act."""
    found = DEADLINES.get(state)
    return since + found.after if found else None


def lapsed(state: str, due: datetime | None, now: datetime) -> Lapse | None:
    """What is to happen now, None while there is time."""
    found = DEADLINES.get(state)
    return found.lapse if found and due is not None and now > due else None


def reminder_due(state: str, due: datetime | None, now: datetime) -> bool:
    found = DEADLINES.get(state)
    if found is None or found.notice is None or due is None:
        return False
    return due - found.notice <= now <= due
