"""What stands about erasures, and what a person's would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from compliance import keeping, obstacles, subjects
from compliance.deeds import Fate
from compliance.erasure import order
from compliance.erasure.enums import OPEN, State, StepState
from compliance.erasure.models import Erasure, LegalHold, RecipientNotice, RetentionRun, Step
from compliance.obstacles import Obstacle
from compliance.office import Card
from compliance.registry import Declaration
from compliance.subjects import Subject

ANSWER_WITHIN = timedelta(days=14)
OWN = ("erasure.Erasure", "erasure.Step")  # what the erasure itself makes


def card(_now: datetime) -> Card:
    """For the privacy office's own page: what is not over; a failed one counts as late."""
    found = Erasure.objects.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)), late=Count("pk", filter=Q(state=State.FAILED))
    )
    return Card(reverse("erasure:queue"), open=found["open"], late=found["late"])


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of record in a preview, in words of the active language."""

    model: str
    title: str
    fate: str
    rows: int
    text: str
    law: str = ""
    article: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would do, by what becomes of the records."""

    goes: list[Item]
    changes: list[Item]
    stays: list[Item]
    obstacles: list[Obstacle]
    holds: list[LegalHold]

    @property
    def free(self) -> bool:
        return not self.obstacles and not self.holds

    @property
    def rows(self) -> int:
        return sum(item.rows for item in (*self.goes, *self.changes, *self.stays))


def preview(*, user: Any = None, emails: frozenset[str] = frozenset()) -> Preview:
    """What goes, what becomes nameless, what stays by which law until when; and what is in the way."""
    subject = subject_for(user, emails)
    theirs = (one for one in order.plan() if one.model not in OWN)
    items = [item for declaration in theirs if (item := _item(declaration, subject))]
    return Preview(
        goes=[item for item in items if item.fate == Fate.DELETE],
        changes=[item for item in items if item.fate == Fate.BLANK],
        stays=[item for item in items if item.fate == Fate.KEEP],
        obstacles=obstacles.in_the_way(user) if user is not None else [],
        holds=list(standing_holds(user)) if user is not None else [],
    )


def subject_for(user: Any, emails: frozenset[str] = frozenset()) -> Subject:
    """The account with its addresses, and these besides."""
    known = subjects.subject_of(user) if user is not None else Subject(None)
    return Subject(known.user_id, known.emails | {address.strip().lower() for address in emails})


def standing_holds(user: Any, now: datetime | None = None) -> QuerySet[LegalHold]:
    at = now or timezone.now()
    standing = LegalHold.objects.filter(user=user, released_at__isnull=True)
    return standing.filter(Q(until__isnull=True) | Q(until__gt=at)).order_by("since", "pk")


def held_people(now: datetime | None = None) -> QuerySet[LegalHold, int]:
    """The numbers of everybody on whose records a hold stands."""
    at = now or timezone.now()
    standing = LegalHold.objects.filter(released_at__isnull=True)
    return standing.filter(Q(until__isnull=True) | Q(until__gt=at)).values_list("user_id", flat=True)


def listed(state: str = "") -> QuerySet[Erasure]:
    """The queue: newest first; `state` "open" is everything that waits for somebody."""
    rows = Erasure.objects.select_related("proposed_by", "decided_by").annotate(
        all_steps=Count("steps"), done_steps=Count("steps", filter=Q(steps__state=StepState.DONE))
    )
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state in State.values:
        rows = rows.filter(state=state)
    return rows.order_by("-proposed_at", "-pk")


def open_for(user: Any) -> Erasure | None:
    return Erasure.objects.filter(user=user, state__in=OPEN).first()


def done_for(user: Any) -> Erasure | None:
    return Erasure.objects.filter(user=user, state=State.DONE).order_by("-pk").first()


def unanswered(now: datetime | None = None) -> QuerySet[RecipientNotice]:
    """Who was told two weeks ago and has said nothing."""
    told_by = (now or timezone.now()) - ANSWER_WITHIN
    rows = RecipientNotice.objects.filter(answer="", sent_at__lt=told_by)
    return rows.select_related("erasure").order_by("sent_at", "pk")


def holds() -> QuerySet[LegalHold]:
    return LegalHold.objects.select_related("user", "by", "released_by").order_by(
        "released_at", "-since", "-pk"
    )


def runs() -> QuerySet[RetentionRun]:
    return RetentionRun.objects.select_related("by").order_by("-started_at", "-pk")


def steps_of(erasure: Erasure) -> QuerySet[Step]:
    return erasure.steps.defer("keys").order_by("place")


def title_of(label: str) -> str:
    """A kind of record as people call it."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name_plural))
    except (LookupError, ValueError):
        return label


def _item(declaration: Declaration, subject: Subject) -> Item | None:
    found = subjects.rows(declaration, subject)
    count = found.count()
    if not count:
        return None
    deed = declaration.deed
    law = keeping.law(deed.law) if deed and deed.fate is Fate.KEEP else None
    return Item(
        model=declaration.model,
        title=title_of(declaration.model),
        fate=deed.fate if deed else Fate.KEEP,
        rows=count,
        text=str(declaration.erase),
        law=law.text if law else "",
        article=law.article if law else "",
        until=_until(found, deed.since, law.days) if deed and law else None,
    )


def _until(found: QuerySet[Any], since: str, days: int) -> date | None:
    latest = found.order_by().aggregate(latest=Max(since))["latest"]
    if latest is None:
        return None
    day = timezone.localdate(latest) if isinstance(latest, datetime) else latest
    return day + timedelta(days=days)
