"""What time it is: the database says, so that all processes on all machines agree."""

from __future__ import annotations

from datetime import datetime

from django.db import connections


def now(using: str = "default") -> datetime:
    """The database's clock at this instant (UTC), not the start of the transaction. One round trip.

    Read it once, after the lock is taken; services accept `now=` so that tests can set it.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row: tuple[datetime] = cursor.fetchone()
    return row[0]
