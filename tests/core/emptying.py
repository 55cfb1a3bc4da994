"""Brings the tables back, after a test with real commits, to what the migrations left: row by row, where it differs.

A TRUNCATE of every table takes half a second, locks them all, and takes the rows of the migrations with it (the
house's rates of delivery, say), which the next test of this worker may need. Triggers and foreign keys stand aside
meanwhile (the log refuses to be emptied in the house).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import sql

KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})
COPY = "souk_as_migrated_"
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""


def remember() -> None:
    """Once a worker, before its first test: copies of what the migrations wrote."""
    with connection.cursor() as cursor:
        for name in _filled(cursor):
            copy = sql.SQL("CREATE TABLE IF NOT EXISTS {} AS TABLE {}")
            cursor.execute(copy.format(sql.Identifier(COPY + name), sql.Identifier(name)))


def empty() -> None:
    """Also the list of erasures beside the database: it must not know more than the tables do."""
    Path(settings.ERASURE_REPLAY_FILE).unlink(missing_ok=True)
    with connection.cursor() as cursor:
        deletions = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in _filled(cursor)]
        aside, back = (
            sql.SQL("SET session_replication_role = replica"),
            sql.SQL("RESET session_replication_role"),
        )
        cursor.execute(sql.SQL("; ").join([aside, *deletions, *_copies_back(), back]))


def _filled(cursor: Any) -> list[str]:
    cursor.execute(_who_is_filled())
    return [name for (name,) in cursor.fetchall()]


@cache
def _copies_back() -> tuple[sql.Composed, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE starts_with(tablename, %s) ORDER BY 1", [COPY])
        names = [name.removeprefix(COPY) for (name,) in cursor.fetchall()]
        return tuple(_copy_back(cursor, name) for name in names)


def _copy_back(cursor: Any, name: str) -> sql.Composed:
    cursor.execute(COLUMNS, [name])
    columns = sql.SQL(", ").join(sql.Identifier(column) for (column,) in cursor.fetchall())
    return sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
        sql.Identifier(name), columns, columns, sql.Identifier(COPY + name)
    )


@cache
def _who_is_filled() -> sql.Composed:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in sorted(set(names) - KEPT)
    ]
    return sql.SQL(" UNION ALL ").join(asked)
