"""Every lock of trust and safety. The order: case, then appeal, then what stays with a person."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import connection

from compliance.safety.enums import UNDECIDED
from compliance.safety.models import Appeal, Case, Suspension


def case(pk: int) -> Case:
    """Raises Case.DoesNotExist."""
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def undecided(kind: str, target_id: int) -> Case | None:
    """The open case of a thing, if there is one: who reports it next waits here."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(kind=kind, target_id=target_id, state__in=UNDECIDED).first()


def appeal(case_pk: int) -> Appeal:
    """Under the lock of its case. Raises Appeal.DoesNotExist."""
    return Appeal.objects.select_for_update(of=("self",), no_key=True).get(decision__case=case_pk)


def suspension(pk: int) -> Suspension:
    return Suspension.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def person(pk: int) -> None:
    """Two strikes of one person are counted one after the other."""
    rows = get_user_model()._base_manager.select_for_update(of=("self",), no_key=True)  # noqa: SLF001
    rows.values_list("pk").get(pk=pk)


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO safety_casecounter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = safety_casecounter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
