"""Who may do what in trust and safety: the only place that decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from compliance.rules import is_moderator
from compliance.safety.enums import AppealState, CaseState
from compliance.safety.models import Case, Decision


def part_of(user: Any, case: Case) -> bool:
    """Whether a person reported this or is reported by it: nobody judges their own case."""
    return case.respondents.filter(user=user.pk).exists() or case.reports.filter(reporter=user.pk).exists()


def may_examine(user: Any, case: Case) -> bool:
    return is_moderator(user) and not part_of(user, case)


def affected(user: Any, decision: Decision) -> bool:
    """Whom a decision goes against: the person it names, and the owners of what was taken down."""
    if not user.is_authenticated or not (decision.kind.against or decision.removed):
        return False
    if decision.person_id == user.pk:
        return True
    return decision.removed and decision.case.respondents.filter(user=user.pk).exists()


def may_appeal(user: Any, decision: Decision, now: datetime) -> bool:
    """Once, in time, by somebody affected; also while suspended."""
    in_time = decision.appeal_until is not None and now <= decision.appeal_until
    return in_time and decision.case.status is CaseState.DECIDED and affected(user, decision)


def may_answer(user: Any, case: Case) -> bool:
    """Another moderator than the first one, and nobody who is part of it."""
    appeal = getattr(getattr(case, "decision", None), "appeal", None)
    if appeal is None or appeal.state != AppealState.OPEN:
        return False
    return may_examine(user, case) and user.pk not in {appeal.first_by_id, appeal.by_id}
