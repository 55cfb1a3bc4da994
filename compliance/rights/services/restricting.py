"""Data that are kept and not used: while their accuracy is contested, or as long as the person wishes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.rights import locks, rules, signals
from compliance.rights.enums import StepKind
from compliance.rights.exceptions import MovedOn, RequestMissing
from compliance.rights.models import Request, Restriction
from compliance.rights.services import moving
from core import clock


def begin(request: Request, *, reason: str, by: Any | None, now: datetime) -> Restriction | None:
    """Once a request; None for somebody without an account. The request is locked or new."""
    if request.user is None:
        return None
    row, made = Restriction.objects.get_or_create(
        request=request, defaults={"user": request.user, "reason": reason, "since": now}
    )
    if made:
        audit.record("rights.restriction.begun", subject=request, actor=by)
        signals.restricted.send(Restriction, user=request.user)
    return row


@transaction.atomic
def restrict(*, request: Request, by: Any, text: str = "", now: datetime | None = None) -> Restriction | None:
    """An officer restricts while a request is looked at. Locks it. Raises MovedOn, NotAnOfficer, OwnRequest."""
    row = locks.request(request.pk)
    moment = now or clock.now()
    moving.officer(row, by, "restrict", moment)
    if row.user is None:
        raise MovedOn
    moving.write(row, by=by, now=moment, kind=StepKind.NOTE, text=text)
    return begin(row, reason=text[:300], by=by, now=moment)


def lift_of(request: Request, *, by: Any | None, now: datetime) -> None:
    """Whatever this request restricted is free again. The request is locked."""
    for row in Restriction.objects.filter(request=request, until__isnull=True):
        _lift(locks.restriction(row.pk), by=by, now=now)


@transaction.atomic
def lift(*, restriction: Restriction, user: Any, now: datetime | None = None) -> Restriction:
    """Its person lifts it, or an officer. Locks the restriction. Raises RequestMissing."""
    row = locks.restriction(restriction.pk)
    request = row.request
    if row.user_id != user.pk and not rules.may_handle(user, request):
        raise RequestMissing
    if row.until is None:
        _lift(row, by=user, now=now or clock.now())
    return row


def _lift(row: Restriction, *, by: Any | None, now: datetime) -> None:
    row.until, row.lifted_by = now, by if getattr(by, "pk", None) else None
    row.save(update_fields=["until", "lifted_by"])
    audit.record("rights.restriction.lifted", subject=row.request, actor=by)
    signals.restriction_lifted.send(Restriction, user=row.user)
