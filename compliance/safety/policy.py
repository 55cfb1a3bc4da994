"""The rule book of trust and safety: data/rules.toml, and the pure rules over it. No Django."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data") / "rules.toml"
URGENT, LOW = 1, 4


@dataclass(frozen=True, slots=True)
class Step:
    """So many living strikes bring a suspension of `days` (0: until further notice)."""

    strikes: int
    days: int
    scope: str


@dataclass(frozen=True, slots=True)
class Said:
    """One report as the priority rule sees it: its reason, and how far its sender is to be relied on."""

    reason: str
    careful: bool = True
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    hours: Mapping[int, int]
    reasons: Mapping[str, int]
    weight: Mapping[str, int]
    limits: Mapping[str, int]
    appeals: Mapping[str, int]
    cautions: Mapping[str, int]
    ladder: tuple[Step, ...]

    def priority(self, reports: Iterable[Said], *, strikes: int = 0) -> int:
        """How soon a case is looked at: 1 urgent to 4 low.

        The gravest reason of a sender who can be relied on decides. Many settled people, or a respondent with
        a living strike, raise it by one step each. Where nobody can be relied on it is one step later, never
        more: also a careless reporter may have seen something grave. An empty case is low.
        """
        said = list(reports)
        if not said:
            return LOW
        careful = [one for one in said if one.careful]
        found = min(self.reasons[one.reason] for one in careful or said)
        if not careful:
            found += 1
        if sum(one.settled for one in careful) >= self.weight["crowd"]:
            found -= 1
        if strikes:
            found -= 1
        return min(max(found, URGENT), LOW)

    def within(self, priority: int) -> timedelta:
        return timedelta(hours=self.hours[priority])

    def follows(self, strikes: int) -> Step | None:
        """The suspension that so many living strikes bring; above the ladder its last step."""
        reached = [step for step in self.ladder if step.strikes <= strikes]
        return reached[-1] if reached else None

    def lasts(self, caution: str) -> timedelta:
        return timedelta(days=self.cautions[caution])


@cache
def current() -> Policy:
    """As data/rules.toml says."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    steps = (Step(row["strikes"], row["days"], row["scope"]) for row in data["ladder"])
    return Policy(
        hours={int(priority): hours for priority, hours in data["hours"].items()},
        reasons=data["reasons"],
        weight=data["weight"],
        limits=data["limits"],
        appeals=data["appeals"],
        cautions=data["cautions"],
        ladder=tuple(sorted(steps, key=lambda step: step.strikes)),
    )
