"""Reads of the audit log that stay quick at a million entries: by index, without counting, page by page of ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Min, QuerySet
from django.utils import timezone

from compliance.models import AuditEntry

SLACK = timedelta(hours=1)  # an entry's time is its transaction's start: ids and times run apart a little


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of entries, newest first, and the ids from which the pages around it begin."""

    entries: list[AuditEntry]
    older: int | None
    newer: int | None


def search(chosen: Mapping[str, Any]) -> QuerySet[AuditEntry]:
    """The entries that match every given filter (the names of AuditSearchForm), newest first."""
    rows = AuditEntry.objects.select_related("seal").order_by("-id")
    for name in ("action", "actor_kind", "subject_type", "subject_id", "request_id"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if chosen.get("actor"):
        rows = rows.filter(actor_id__in=_actors(chosen["actor"]))
    return _between(rows, chosen.get("since"), chosen.get("until"))


def page(
    rows: QuerySet[AuditEntry], *, size: int, before: int | None = None, after: int | None = None
) -> Slice:
    """The newest entries, or those next to an id; one query, however far back."""
    if after is not None:
        found = list(rows.filter(id__gt=after).order_by("id")[: size + 1])
        more, entries = len(found) > size, found[:size][::-1]
        return Slice(entries, entries[-1].pk if entries else None, entries[0].pk if more else None)
    narrowed = rows.filter(id__lt=before) if before is not None else rows
    found = list(narrowed[: size + 1])
    entries = found[:size]
    return Slice(
        entries,
        entries[-1].pk if len(found) > size else None,
        entries[0].pk if before is not None and entries else None,
    )


def addresses_of(entries: Iterable[AuditEntry]) -> dict[int, str]:
    """The e-mail addresses of the actors that still have an account."""
    numbers = {entry.actor_id for entry in entries if entry.actor_id is not None}
    people = get_user_model()._default_manager.filter(pk__in=numbers)  # noqa: SLF001
    return dict(people.values_list("pk", "email"))


def _actors(given: str) -> list[int]:
    if given.isascii() and given.isdigit() and len(given) < 19:  # noqa: PLR2004 - what a bigint holds
        return [int(given)]
    people = get_user_model()._default_manager.filter(email__iexact=given)  # noqa: SLF001
    return list(people.values_list("pk", flat=True))


def _between(rows: QuerySet[AuditEntry], since: date | None, until: date | None) -> QuerySet[AuditEntry]:
    """Days in the current time zone; also as a range of ids, so that the walk along the ids starts there."""
    if since is not None:
        start = _midnight(since)
        first = _first_id(start - SLACK)
        rows = rows.filter(at__gte=start)
        rows = rows.filter(id__gte=first) if first is not None else rows.none()
    if until is not None:
        end = _midnight(until + timedelta(days=1))
        rows = rows.filter(at__lt=end)
        beyond = _first_id(end + SLACK)
        rows = rows.filter(id__lt=beyond) if beyond is not None else rows
    return rows


def _first_id(moment: datetime) -> int | None:
    """The lowest id within a day after the moment, or later: the time index knows where to look."""
    for reach in (timedelta(hours=2), timedelta(days=2), timedelta(days=60), None):
        rows = AuditEntry.objects.filter(at__gte=moment)
        if reach is not None:
            rows = rows.filter(at__lt=moment + reach)
        found: int | None = rows.aggregate(lowest=Min("id"))["lowest"]
        if found is not None:
            return found
    return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
