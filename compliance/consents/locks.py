"""Every lock of the consent room."""

from __future__ import annotations

from django.db import connection

from compliance.consents.models import GuardianRequest, Guardianship
from compliance.consents.parties import Party


def party(party: Party) -> None:
    """One answer of a person at a time, so that the newest row is the newest wish."""
    _advisory(party.lock)


def purpose_text(purpose: str, language: str) -> None:
    """One writer of a question's versions at a time."""
    _advisory(f"consent-text:{purpose}:{language}")


def guardian_request(pk: int) -> GuardianRequest:
    """Raises GuardianRequest.DoesNotExist."""
    rows = GuardianRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("guardianship__child").get(pk=pk)


def guardianships_of(child_id: int) -> list[Guardianship]:
    rows = Guardianship.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(child_id=child_id).order_by("pk"))


def _advisory(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
