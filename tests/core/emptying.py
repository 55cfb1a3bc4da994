"""Empties the tables after a test with real commits: only those that hold something, row by row.

A TRUNCATE of every table takes half a second and locks them all; most tests fill a dozen. Triggers and foreign
keys stand aside meanwhile (the log refuses to be emptied in the house). Content types and permissions stay: they
say the same for every test.
"""

from __future__ import annotations

from functools import cache

from django.db import connection
from psycopg import sql

KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_who_is_filled())
        filled = [name for (name,) in cursor.fetchall()]
        if not filled:
            return
        deletions = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in filled]
        aside, back = (
            sql.SQL("SET session_replication_role = replica"),
            sql.SQL("RESET session_replication_role"),
        )
        cursor.execute(sql.SQL("; ").join([aside, *deletions, back]))


@cache
def _who_is_filled() -> sql.Composed:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in sorted(set(names) - KEPT)
    ]
    return sql.SQL(" UNION ALL ").join(asked)
