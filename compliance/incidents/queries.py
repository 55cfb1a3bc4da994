"""Lists of the breach register."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from compliance import office
from compliance.incidents.models import Breach


def running() -> QuerySet[Breach]:
    """The authority may still have to be told: the clock runs."""
    return Breach.objects.filter(reported_at__isnull=True, closed_at__isnull=True).exclude(
        report_needed=False
    )


def listed() -> QuerySet[Breach]:
    """The register: open ones first by their clock, then the newest; drills among them, marked."""
    told = Count("recipients", filter=Q(recipients__sent_at__isnull=False))
    return Breach.objects.annotate(people=Count("recipients"), told=told).order_by(
        F("closed_at").asc(nulls_first=True), "due_at", "-pk"
    )


def card(now: datetime) -> office.Card:
    """For the overview of the privacy office; drills do not count."""
    found = Breach.objects.filter(drill=False, closed_at__isnull=True)
    clocks = [breach.due_at for breach in found if breach.clock_runs]
    return office.Card(
        url=reverse("incidents:register"),
        open=len(found),
        late=sum(due < now for due in clocks),
        due_at=min(clocks, default=None),
    )
