"""Every lock that this app takes."""

from __future__ import annotations

from typing import Final

from django.db import connection

SEALER: Final = 0x536F756B_5EA1  # one number for the one sealer, in PostgreSQL's space of advisory locks


def try_sealer() -> bool:
    """Become the only sealer until the end of the transaction; False when another one is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER])
        row: tuple[bool] = cursor.fetchone()
    return row[0]


def snapshot() -> None:
    """The rest of the transaction sees one state of the database. Call it first in the transaction."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
