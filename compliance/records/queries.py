"""What others ask the records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from compliance import office
from compliance.records.enums import ActivityState, AssessmentState, PartyKind
from compliance.records.models import Activity, Assessment, Processor
from core import dates

SOON: Final = timedelta(days=30)


def recipients_of(topics: Iterable[str] | None = None) -> QuerySet[Processor]:
    """Who outside received records of these topics, and must be told when they are corrected or destroyed.

    `topics` are labels of apps ("orders") or of models ("orders.Order"); None asks for everybody. Those who
    are not used any more are among them: what they received is not gone thereby. Authorities are not: they
    hold what the law made us hand over.
    """
    found = Processor.objects.exclude(kind=PartyKind.AUTHORITY).order_by("code")
    if topics is None:
        return found
    labels = sorted({topic.split(".")[0].lower() for topic in topics})
    return found.filter(topics__overlap=labels)


def breaches_by_activity() -> dict[str, list[str]]:
    """The numbers of breaches tied to each activity, by its code; drills are none.

    Breaches live in a room above, so they are read by the reverse name of their link.
    """
    ties = (
        Activity.objects.filter(breaches__drill=False)
        .order_by("breaches__number")
        .values_list("code", "breaches__number")
    )
    found: dict[str, list[str]] = {}
    for code, number in ties:
        found.setdefault(code, []).append(number)
    return found


def card(now: datetime) -> office.Card:
    """Reviews due: activities, recipients and decided assessments, for the overview of the office."""
    days = [
        *Activity.objects.filter(state=ActivityState.ACTIVE).values_list("review_on", flat=True),
        *Assessment.objects.filter(state=AssessmentState.DECIDED).values_list("review_on", flat=True),
        *Processor.objects.filter(configured=True, review_on__isnull=False).values_list(
            "review_on", flat=True
        ),
    ]
    today = dates.local_day(now)
    soon = sorted(day for day in days if day is not None and day <= today + SOON)
    return office.Card(
        url=reverse("records:register"),
        open=len(soon),
        late=sum(day < today for day in soon),
        due_at=_midnight(soon[0]) if soon else None,
    )


def _midnight(day: date) -> datetime:
    """The end of that day here."""
    return timezone.make_aware(datetime.combine(day, time.max))
