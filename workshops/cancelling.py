"""How much goes back to somebody who gives a seat back, and why.

Pure: facts in, a decision out. The first that applies:

1. The organiser called it off, or moved it and the person steps back before it begins: everything.
2. The person was there (checked in at any session): nothing.
3. It has begun: nothing.
4. The Saudi E-Commerce Law (Art 13): a service may be given up within seven days of contracting while not yet
   enjoyed: everything. The term ends with its last instant. It does not reach past the beginning: whoever
   lets the time pass has had the seat.
5. The seller's policy: the share of the widest step that the time before the beginning still reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

ALL: Final = 10_000  # basis points
HALF: Final = 5_000
LEGAL_DAYS: Final = timedelta(days=7)

# From the widest to the narrowest: (at least so long before the beginning, basis points that go back).
STEPS: Final[dict[str, tuple[tuple[timedelta, int], ...]]] = {
    "flexible": ((timedelta(hours=24), ALL),),
    "moderate": ((timedelta(days=7), ALL), (timedelta(hours=48), HALF)),
    "strict": ((timedelta(days=14), ALL), (timedelta(days=7), HALF)),
}


class Ground(StrEnum):
    """What the decision rests on."""

    CALLED_OFF = "called_off"
    MOVED = "moved"
    LEGAL = "legal"
    POLICY = "policy"
    TOO_LATE = "too_late"
    BEGUN = "begun"
    ENJOYED = "enjoyed"


@dataclass(frozen=True, slots=True)
class Decision:
    """`bps` of what was paid goes back; `until` is the last instant of this share, None when it is for good."""

    bps: int
    ground: Ground
    until: datetime | None = None

    @property
    def is_full(self) -> bool:
        return self.bps == ALL


def refund_bps(
    *,
    policy: str,
    now: datetime,
    contracted_at: datetime,
    starts_at: datetime,
    called_off: bool = False,
    moved: bool = False,
    enjoyed: bool = False,
) -> Decision:
    """`starts_at` is the beginning of the first session; `contracted_at` when the seat was booked.

    Raises KeyError for a policy that is not known.
    """
    steps = STEPS[policy]
    if called_off:
        return Decision(ALL, Ground.CALLED_OFF)
    if enjoyed:
        return Decision(0, Ground.ENJOYED)
    if now >= starts_at:
        return Decision(0, Ground.BEGUN)
    if moved:
        return Decision(ALL, Ground.MOVED, starts_at)
    return _before(steps, now=now, contracted_at=contracted_at, starts_at=starts_at)


def _before(
    steps: tuple[tuple[timedelta, int], ...], *, now: datetime, contracted_at: datetime, starts_at: datetime
) -> Decision:
    """By the law or the policy, whichever gives more; between equals, whichever lasts longer."""
    choices = [Decision(0, Ground.TOO_LATE)]
    legal_until = min(contracted_at + LEGAL_DAYS, starts_at)
    if now <= legal_until:
        choices.append(Decision(ALL, Ground.LEGAL, legal_until))
    for ahead, bps in steps:
        if now <= starts_at - ahead:
            choices.append(Decision(bps, Ground.POLICY, starts_at - ahead))
            break
    return max(choices, key=lambda one: (one.bps, one.until or contracted_at))


def steps_of(policy: str, starts_at: datetime) -> list[tuple[datetime, int]]:
    """The policy as a calendar: until when which share goes back, the longest first. For showing."""
    return [(starts_at - ahead, bps) for ahead, bps in STEPS[policy]]
