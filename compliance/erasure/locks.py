"""Every lock of this room. Erasure, then its step, then the person; the list of replays last."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import connection

from compliance.erasure.models import DoomedFile, Erasure, LegalHold, RecipientNotice, Step

REPLAY_LIST: Final = 0x536F756B_0E7A  # one writer of the list, in PostgreSQL's space of advisory locks


def erasure(pk: int) -> Erasure:
    """Raises Erasure.DoesNotExist."""
    return Erasure.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def step(pk: int) -> Step:
    """Raises Step.DoesNotExist."""
    return Step.objects.select_for_update(of=("self",), no_key=True).select_related("erasure").get(pk=pk)


def person(pk: int) -> Any:
    """Keeps out rows that would point at the person, and waits for those that are being written."""
    return get_user_model()._base_manager.select_for_update(of=("self",)).get(pk=pk)  # noqa: SLF001


def hold(pk: int) -> LegalHold:
    """Raises LegalHold.DoesNotExist."""
    return LegalHold.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def notice(pk: int) -> RecipientNotice:
    """Raises RecipientNotice.DoesNotExist."""
    rows = RecipientNotice.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("erasure").get(pk=pk)


def doomed(pk: int) -> DoomedFile | None:
    return DoomedFile.objects.select_for_update(of=("self",)).filter(pk=pk).first()


def replay_list() -> None:
    """The list's next line is ours until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REPLAY_LIST])


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO erasure_counter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = erasure_counter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
