"""The terms of payouts, from data/payouts.toml. No Django here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

PLACE: Final = Path(__file__).parent / "data" / "payouts.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """`minimum` in minor units by currency; a currency that is not named is not paid out."""

    rest: timedelta
    minimum: dict[str, int]

    @property
    def currencies(self) -> list[str]:
        return list(self.minimum)


@cache
def policy() -> Policy:
    data = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return Policy(rest=timedelta(hours=data["rest_hours"]), minimum=dict(data["minimum"]))
