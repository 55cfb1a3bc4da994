"""Every write of trust and safety."""

from __future__ import annotations

from compliance.safety.services.appealing import answer_appeal, appeal
from compliance.safety.services.blocking import block, unblock
from compliance.safety.services.deciding import decide
from compliance.safety.services.examining import release, take
from compliance.safety.services.reporting import report
from compliance.safety.services.suspending import lift
from compliance.safety.services.sweeping import sweep

__all__ = [
    "answer_appeal",
    "appeal",
    "block",
    "decide",
    "lift",
    "release",
    "report",
    "sweep",
    "take",
    "unblock",
]
