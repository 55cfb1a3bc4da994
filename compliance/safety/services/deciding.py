"""The decision of a case and what follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.safety import events, locks, policy, targets
from compliance.safety.enums import CaseState, CautionKind, Outcome, Scope
from compliance.safety.exceptions import CannotRemove, PersonMissing, ReasonsMissing, TimeMissing
from compliance.safety.models import Case, Decision, Report
from compliance.safety.services.examining import check_holds
from compliance.safety.services.suspending import caution, suspend
from compliance.safety.signals import case_decided
from core import clock
from core.bidi import clean_text

LONGEST = 2_000
LONGEST_DAYS = 3_650


@transaction.atomic
def decide(
    *,
    case: Case,
    by: Any,
    outcome: Outcome | str,
    reasons: str,
    note: str = "",
    remove: bool = False,
    person: Any = None,
    scope: Scope | str = "",
    days: int | None = None,
    unfounded: Collection[int] = (),
    now: datetime | None = None,
) -> Decision:
    """Decides a case that this moderator has taken, and carries it out. Locks the case, then the person.

    `reasons` are read by the affected person and `note` by moderators only; `remove` takes the thing down
    beside a warning, a strike or a suspension; `unfounded` are keys of reports that were made up. Strikes add
    up: the ladder of data/rules.toml may suspend by itself.

    Raises NotYours, OwnCase, TakenByAnother, MovedOn, ReasonsMissing, PersonMissing, TimeMissing, CannotRemove.
    """
    locked, chosen = locks.case(case.pk), Outcome(outcome)
    check_holds(by, locked)
    moment, words = now or clock.now(), clean_text(reasons)[:LONGEST]
    if not words:
        raise ReasonsMissing
    removed = chosen is Outcome.REMOVE or (remove and chosen.meets_a_person)
    against = removed or chosen.against
    decision = Decision.objects.create(
        case=locked,
        outcome=chosen,
        removed=removed,
        person=_person(locked, chosen, person),
        reasons=words,
        note=clean_text(note)[:LONGEST],
        decided_by=by,
        decided_at=moment,
        appeal_until=moment + timedelta(days=policy.current().appeals["days"]) if against else None,
        **_measure(chosen, scope, days),
    )
    _carry_out(decision, by, moment)
    Report.objects.filter(case=locked, pk__in=list(unfounded)).update(unfounded=True)
    _end(locked, against=against, now=moment)
    after = {"outcome": chosen.value, "removed": removed, "person": decision.person_id}
    audit.record(events.DECIDED, subject=locked, actor=by, after=after)
    case_decided.send(sender=Case, case=locked, decision=decision)
    events.tell_decided(locked)
    return decision


def _person(case: Case, outcome: Outcome, person: Any) -> Any:
    if not outcome.meets_a_person:
        return None
    if person is None or not case.respondents.filter(user=person.pk).exists():
        raise PersonMissing
    return person


def _measure(outcome: Outcome, scope: Scope | str, days: int | None) -> dict[str, Any]:
    if outcome is not Outcome.SUSPEND:
        return {"scope": "", "days": None}
    if scope not in Scope.values or days is None or not 0 <= days <= LONGEST_DAYS:
        raise TimeMissing
    return {"scope": Scope(scope), "days": days}


def _carry_out(decision: Decision, by: Any, now: datetime) -> None:
    if decision.removed:
        take_down(decision, by)
    if decision.kind is Outcome.WARN:
        caution(decision, CautionKind.WARNING, by=by, now=now)
    elif decision.kind is Outcome.STRIKE:
        caution(decision, CautionKind.STRIKE, by=by, now=now)
    elif decision.kind is Outcome.SUSPEND:
        suspend(decision, Scope(decision.scope), decision.days or 0, by=by, now=now)


def take_down(decision: Decision, by: Any) -> None:
    """What is gone already need not be taken down. Raises CannotRemove."""
    kind = targets.kind_of(decision.case.kind)
    if kind.remove is None:
        raise CannotRemove
    thing = targets.thing_of(kind.code, decision.case.target_id)
    if thing is not None:
        kind.remove(thing, by, decision.reasons)
    audit.record(events.REMOVED, subject=decision.case, actor=by, after={"kind": kind.code})


def _end(case: Case, *, against: bool, now: datetime) -> None:
    """Where nobody is affected there is nothing to appeal against: the case is closed."""
    case.state = CaseState.DECIDED if against else CaseState.CLOSED
    case.decided_at, case.closed_at = now, None if against else now
    case.save(update_fields=["state", "decided_at", "closed_at"])
