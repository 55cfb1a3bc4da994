"""Every row lock of the rights room: the request before what hangs on it; the year's counter last."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from compliance.rights.enums import OPEN
from compliance.rights.models import Correction, Request, Restriction


def request(pk: int) -> Request:
    """Raises Request.DoesNotExist."""
    return Request.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def correction(pk: int) -> Correction:
    """The correction with its request, that one locked first. Raises Correction.DoesNotExist."""
    held = request(Correction.objects.values_list("request_id", flat=True).get(pk=pk))
    row = Correction.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.request = held
    return row


def restriction(pk: int) -> Restriction:
    """Raises Restriction.DoesNotExist."""
    return Restriction.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def to_remind(stage: int, before: datetime, limit: int) -> list[Request]:
    """Open requests that end before, and were not reminded of at this stage; other sweeps take other rows."""
    rows = Request.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    rows = rows.filter(state__in=OPEN, answer_by__lte=before)
    told = rows.filter(reminded__isnull=True) | rows.filter(reminded__gt=stage)
    return list(told.order_by("answer_by", "pk")[:limit])


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last, everybody else waits behind it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rights_requestcounter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = rights_requestcounter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
