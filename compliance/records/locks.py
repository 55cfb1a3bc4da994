"""Every row lock of the records."""

from __future__ import annotations

from django.db import connection

from compliance.records.models import Activity, Assessment, Processor

BUILDING = 0x5245_434F  # "RECO": one builder at a time


def builder() -> None:
    """Held until the end of the transaction: two starts at once seed once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUILDING])


def activity(code: str) -> Activity:
    """Raises Activity.DoesNotExist."""
    return Activity.objects.select_for_update(no_key=True).get(code=code)


def assessment(number: str) -> Assessment:
    """Raises Assessment.DoesNotExist."""
    return Assessment.objects.select_for_update(no_key=True).get(number=number)


def processor(code: str) -> Processor:
    """Raises Processor.DoesNotExist."""
    return Processor.objects.select_for_update(no_key=True).get(code=code)
