"""Reads of contracts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from commissions.contracts import rules
from commissions.contracts.enums import MILESTONE_HELD, ContractState, DisputeState, MilestoneState
from commissions.contracts.models import (
    Acceptance,
    Contract,
    ContractVersion,
    Dispute,
    Evidence,
    Milestone,
    Submission,
)
from commissions.models import Commission
from orders import rules as order_rules
from orders.models import Seller


def visible_to(user: Any) -> QuerySet[Contract]:
    """Both sides see their own, staff everything, anybody else nothing."""
    if not user.is_authenticated or not user.is_active:
        return Contract.objects.none()
    if order_rules.may_handle(user):
        return Contract.objects.all()
    return of_person(user)


def of_person(user: Any) -> QuerySet[Contract]:
    """Those that a person has a side in."""
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Contract.objects.filter(Q(collector=user) | Q(seller__in=mine))


def of_commission(commission: Commission) -> Contract | None:
    """The one that stands; where none was agreed, the last that was offered."""
    rows = Contract.objects.filter(commission=commission).select_related("seller", "collector")
    return rows.order_by("-pk").first()


def with_parties(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    return contracts.select_related("commission", "collector", "seller", "proposal__artist")


def with_milestones(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """For lists and pages: the milestones in order, with what was paid for each."""
    rows = Milestone.objects.select_related("order").order_by("position")
    return with_parties(contracts).prefetch_related(Prefetch("milestones", queryset=rows))


def milestones_of(user: Any) -> QuerySet[Milestone]:
    rows = Milestone.objects.filter(contract__in=visible_to(user).values("pk"))
    return rows.select_related("contract__commission", "contract__seller", "contract__collector", "order")


def submissions_of(milestone: Milestone) -> QuerySet[Submission]:
    """The newest first, with pictures and what was asked."""
    rows = milestone.submissions.select_related("by", "revision").prefetch_related("images")
    return rows.order_by("-number")


def versions_of(contract: Contract) -> list[ContractVersion]:
    """The newest first, each with its acceptances."""
    marks = Acceptance.objects.select_related("user")
    rows = contract.versions.prefetch_related(Prefetch("acceptances", queryset=marks))
    return list(rows.order_by("-number"))


def newest(contract: Contract) -> ContractVersion:
    return contract.versions.order_by("-number")[0]


def change_open(contract: Contract) -> bool:
    """A version waits that is not in force."""
    last = contract.versions.aggregate(last=Max("number"))["last"]
    return bool(contract.in_force is not None and last > contract.in_force)


def open_dispute(contract: Contract) -> Dispute | None:
    rows = contract.disputes.filter(state=DisputeState.OPEN).select_related("milestone", "opened_by")
    return rows.first()


def disputes_of(contract: Contract) -> QuerySet[Dispute]:
    said = Evidence.objects.select_related("by").order_by("at", "pk")
    rows = contract.disputes.select_related("milestone", "decided_by", "opened_by")
    return rows.prefetch_related(Prefetch("evidence", queryset=said))


def waiting_disputes() -> QuerySet[Dispute]:
    """For those who decide: the oldest first."""
    rows = Dispute.objects.filter(state=DisputeState.OPEN).order_by("opened_at", "pk")
    return rows.select_related("contract__commission", "contract__seller", "contract__collector", "milestone")


def to_accept(now: datetime) -> QuerySet[Milestone]:
    """Nobody answered in time, in contracts that run."""
    return _judged().filter(accept_by__lte=now)


def to_remind(now: datetime) -> QuerySet[Milestone]:
    """Whose next reminder is due."""
    due = Q()
    for sent, days in enumerate(rules.REMINDERS):
        due |= Q(reminded=sent, accept_by__lte=now + timedelta(days=days))
    return _judged().filter(due, accept_by__gt=now)


def _judged() -> QuerySet[Milestone]:
    rows = Milestone.objects.filter(state=MilestoneState.SUBMITTED, contract__state=ContractState.ACTIVE)
    return rows.order_by("accept_by", "pk")


def held(contract: Contract) -> QuerySet[Milestone]:
    """Paid and not accepted."""
    return contract.milestones.filter(state__in=MILESTONE_HELD).select_related("order")
