"""Reads of trust and safety; each list says whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now

from compliance.safety import policy
from compliance.safety.enums import WAITING, AppealState, CaseState, CautionKind, Scope
from compliance.safety.models import Appeal, Block, Case, Caution, Decision, Report, Respondent, Suspension


def living(now: datetime | None = None) -> QuerySet[Suspension]:
    """Suspensions in force (the database's clock unless told otherwise)."""
    moment: Any = Now() if now is None else now
    rows = Suspension.objects.filter(lifted_at__isnull=True, starts_at__lte=moment)
    return rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment))


def suspension_of(
    user: Any, scope: Scope, *, also: Any = None, now: datetime | None = None
) -> Suspension | None:
    """What forbids this to the person, or to one of `also` (a queryset of people's keys); the longest first."""
    people = Q(user=user.pk) if also is None else Q(user=user.pk) | Q(user__in=also)
    rows = living(now).filter(people, scope__in=scope.covered_by)
    return rows.select_related("decision__case").order_by("-ends_at", "pk").first()


def is_suspended(user: Any, scope: Scope | str, *, now: datetime | None = None) -> bool:
    """Whether the person may not do this now. One query; visitors are never suspended."""
    return bool(user.is_authenticated) and suspension_of(user, Scope(scope), now=now) is not None


def any_suspended(people: Any, scope: Scope) -> bool:
    """Whether one of these people (a queryset of keys) may not do this now."""
    return living().filter(user__in=people, scope__in=scope.covered_by).exists()


def is_blocked(one: Any, other: Any) -> bool:
    """Whether one of the two has blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def blocks_between(user: Any, others: Collection[Any] | QuerySet[Any]) -> QuerySet[Block]:
    """The blocks between a person and any of the other side (people or keys)."""
    return Block.objects.filter(Q(blocker=user, blocked__in=others) | Q(blocked=user, blocker__in=others))


def blocks_of(user: Any) -> QuerySet[Block]:
    return Block.objects.filter(blocker=user).order_by("-at", "-pk")


def taken_down(kind: str, pk: int) -> Case | None:
    """The case by which a thing was taken down, unless the appeal was granted."""
    rows = Case.objects.filter(kind=kind, target_id=pk, decision__removed=True)
    return rows.exclude(decision__appeal__state=AppealState.GRANTED).order_by("-pk").first()


# What a person sees of themselves


def reports_of(user: Any) -> QuerySet[Report]:
    return Report.objects.filter(reporter=user).select_related("case__decision").order_by("-at", "-pk")


def decisions_about(user: Any) -> QuerySet[Decision]:
    """Decisions against a person or a thing of theirs; what ended without a consequence is not told."""
    against = Q(person=user) | Q(removed=True, case__respondents__user=user)
    found = Decision.objects.filter(against).values("pk")
    rows = Decision.objects.filter(pk__in=found).select_related("case", "appeal", "caution")
    return rows.order_by("-decided_at", "-pk")


def suspensions_of(user: Any) -> QuerySet[Suspension]:
    return Suspension.objects.filter(user=user).select_related("decision__case").order_by("-starts_at", "-pk")


# What moderators see


def cases(user: Any) -> QuerySet[Case]:
    """Every case but those in which this moderator is the one reported."""
    mine = Respondent.objects.filter(case=OuterRef("pk"), user=user)
    return Case.objects.exclude(Exists(mine))


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """For the queue: `report_count`, `last_report`, what is urgent and due first."""
    counted = rows.annotate(report_count=Count("reports"), last_report=Max("reports__at"))
    return counted.select_related("taken_by").order_by("priority", "due_at", "pk")


def waiting(user: Any) -> QuerySet[Case]:
    return cases(user).filter(state__in=WAITING)


def with_details(rows: QuerySet[Case]) -> QuerySet[Case]:
    reports = Report.objects.select_related("reporter").order_by("at", "pk")
    people = Respondent.objects.select_related("user").order_by("pk")
    return rows.select_related("taken_by", "decision__person", "decision__decided_by").prefetch_related(
        Prefetch("reports", reports), Prefetch("respondents", people)
    )


def waiting_appeals(user: Any) -> int:
    """Appeals that this moderator may answer."""
    rows = Appeal.objects.filter(state=AppealState.OPEN).exclude(first_by=user).exclude(by=user)
    return rows.count()


def living_strikes(people: Iterable[Any], now: datetime) -> int:
    """The strikes of these people that still count, the most of one person."""
    rows = Caution.objects.filter(user__in=list(people), kind=CautionKind.STRIKE, withdrawn_at__isnull=True)
    counted = rows.filter(expires_at__gt=now).values("user").annotate(count=Count("pk"))
    return max((row["count"] for row in counted), default=0)


def unfounded_by(people: Collection[int], addresses: Collection[str], now: datetime) -> dict[Any, int]:
    """How many made-up reports each sender has sent lately, by key or address."""
    since = now - timedelta(days=policy.current().weight["unfounded_days"])
    rows = Report.objects.filter(unfounded=True, at__gt=since)
    rows = rows.filter(Q(reporter__in=people) | Q(email__in=[one for one in addresses if one]))
    counted = rows.values("reporter", "email").annotate(count=Count("pk"))
    return {row["reporter"] or row["email"]: row["count"] for row in counted}


def sent_since(reporter: Any, email: str, since: datetime) -> int:
    mine = Q(reporter=reporter) if reporter is not None else Q(email=email)
    return Report.objects.filter(mine, at__gt=since).count()


def to_close(now: datetime) -> QuerySet[Case]:
    """Decided cases against which nobody can appeal any more."""
    return Case.objects.filter(state=CaseState.DECIDED, decision__appeal_until__lt=now).order_by("pk")
