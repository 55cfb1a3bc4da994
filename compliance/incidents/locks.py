"""Every row lock of the breach register: the breach first, then the people on its list."""

from __future__ import annotations

from django.db import connection

from compliance.incidents.exceptions import BreachMissing
from compliance.incidents.models import Breach, Recipient

NUMBERING = 0x4252_4541  # "BREA"


def numbering() -> None:
    """Held until the end of the transaction: two breaches never take one number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])


def breach(number: str) -> Breach:
    """Raises BreachMissing."""
    try:
        return Breach.objects.select_for_update(no_key=True).get(number=number)
    except Breach.DoesNotExist as error:
        raise BreachMissing from error


def untold(breach_pk: int, limit: int) -> list[Recipient]:
    """The next people on the list, each locked: two workers never hold the same one."""
    rows = Recipient.objects.select_for_update(of=("self",), skip_locked=True).select_related("user")
    return list(rows.filter(breach=breach_pk, sent_at__isnull=True).order_by("pk")[:limit])
