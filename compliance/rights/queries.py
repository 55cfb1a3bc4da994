"""Reads of requests; each list says whose it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from compliance import office
from compliance import rules as offices
from compliance.office import Card
from compliance.rights.enums import ANSWERED, OPEN, RequestState, Right
from compliance.rights.models import Correction, Request, Restriction, Step


def visible_to(user: Any) -> QuerySet[Request]:
    """One's own, and all to the privacy office; to anybody else there is nothing."""
    if not user.is_authenticated or not user.is_active:
        return Request.objects.none()
    if offices.is_officer(user):
        return Request.objects.all()
    return Request.objects.filter(user=user)


def of_person(user: Any) -> QuerySet[Request]:
    """Newest first."""
    return Request.objects.filter(user=user).order_by("-received_at", "-pk")


def with_details(requests: QuerySet[Request]) -> QuerySet[Request]:
    steps = Step.objects.select_related("actor").order_by("at", "pk")
    rows = requests.select_related("user", "handled_by", "recorded_by", "about")
    return rows.prefetch_related(Prefetch("steps", steps), "corrections", "notices")


def queue() -> QuerySet[Request]:
    """For officers: what is open, the soonest end first."""
    return Request.objects.filter(state__in=OPEN).select_related("user").order_by("answer_by", "pk")


def finished() -> QuerySet[Request]:
    return Request.objects.exclude(state__in=OPEN).select_related("user").order_by("-answer_by", "-pk")


def clocks(now: datetime) -> dict[str, int]:
    """Open, of these with a week left at most, and late: one query."""
    soon, late = Q(answer_by__lte=now + timedelta(days=7)), Q(answer_by__lt=now)
    return Request.objects.filter(state__in=OPEN).aggregate(
        open=Count("pk"), soon=Count("pk", filter=soon & ~late), late=Count("pk", filter=late)
    )


def card(now: datetime) -> Card:
    """For the privacy office's own page."""
    found = clocks(now)
    first = queue().filter(answer_by__gte=now).values_list("answer_by", flat=True).first()
    return Card(reverse("rights:queue"), open=found["open"], late=found["late"], due_at=first)


def open_of(user: Any, right: Right) -> Request | None:
    """The one open request of this person for a right."""
    return Request.objects.filter(user=user, right=right, state__in=OPEN).first()


def open_of_address(email: str, right: Right) -> Request | None:
    """The same of somebody without an account who has proved to hold the address."""
    rows = Request.objects.filter(user__isnull=True, email=email, right=right, state__in=OPEN)
    return rows.filter(identified_at__isnull=False).first()


def open_twin(request: Request, *, user_id: int) -> Request | None:
    """Another open request of this person for the same right; complaints stand side by side."""
    if request.right == Right.COMPLAINT:
        return None
    rows = Request.objects.filter(user_id=user_id, right=request.right, state__in=OPEN)
    return rows.exclude(pk=request.pk).first()


def earlier(request: Request, since: datetime) -> int:
    """How often this person had the same right answered since then."""
    who = (
        Q(user=request.user) if request.user_id else Q(user__isnull=True, email=request.email) & ~Q(email="")
    )
    rows = Request.objects.filter(who, right=request.right, state__in=ANSWERED, received_at__gte=since)
    return rows.exclude(pk=request.pk).count()


def waiting_for_copy(copy: Any) -> QuerySet[Request]:
    """Requests that this finished copy answers: it may have been ordered by more than one of them."""
    who = Q(user_id=copy.user_id) if copy.user_id else Q(user__isnull=True, email=copy.address)
    rows = Request.objects.filter(who, right__in=[Right.ACCESS, Right.COPY], state=RequestState.FULFILLING)
    return rows.order_by("pk")


def unproved(now: datetime) -> QuerySet[Request]:
    """Asked for on the web by somebody who never proved to hold the address, until the term was over."""
    rows = Request.objects.filter(state=RequestState.IDENTITY_PENDING, channel="web", answer_by__lt=now)
    return rows.order_by("answer_by", "pk")


def is_restricted(user: Any) -> bool:
    """Whether this person's data are kept and not used: no marketing, no suggestions, no profile of taste."""
    return restrictions_of(user).exists()


def restrictions_of(user: Any) -> QuerySet[Restriction]:
    """Those that hold now."""
    return Restriction.objects.filter(user=user, until__isnull=True).order_by("since", "pk")


def corrections_open(request: Request) -> QuerySet[Correction]:
    return request.corrections.filter(decided_at__isnull=True)


def officers() -> list[Any]:
    """Everybody who answers requests."""
    return office.officers()
