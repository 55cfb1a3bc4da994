"""Looking for words in the whole database, table by table as PostgreSQL knows them, and in encrypted columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from core.crypt import EncryptedField

TEXTS: Final = (
    "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
    " JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN"
    " ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector', 'inet',"
    " 'USER-DEFINED')"
    " ORDER BY 1, 2"
)


def places_of(words: Sequence[str]) -> list[str]:
    """Every "table.column" in which one of the words stands, also inside JSON, bytes and encrypted columns."""
    return sorted({*_plain(words), *_encrypted(words)})


def _plain(words: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in cursor.fetchall():
            columns.setdefault(table, []).append((column, kind))
        return [
            f"{table}.{column}"
            for table, those in columns.items()
            for column in _in_table(cursor, table, those, words)
        ]


def _in_table(cursor: Any, table: str, columns: list[tuple[str, str]], words: Sequence[str]) -> list[str]:
    """One pass over a table for all its columns."""
    asked = [_asked(name, kind) for name, kind in columns]
    query = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(asked), sql.Identifier(table))
    spelt = [form for word in words for form in (word, word.title(), word.upper())]
    patterns = {
        "words": [f"%{word}%" for word in words],
        "bytes": [f"%{form.encode().hex()}%" for form in spelt],
    }
    cursor.execute(query, patterns)
    return [name for (name, _kind), found in zip(columns, cursor.fetchone(), strict=True) if found]


def _asked(name: str, kind: str) -> sql.Composed:
    if kind == "bytea":
        return sql.SQL("bool_or(encode({}, 'hex') LIKE ANY(%(bytes)s))").format(sql.Identifier(name))
    return sql.SQL("bool_or({}::text ILIKE ANY(%(words)s))").format(sql.Identifier(name))


def _encrypted(words: Sequence[str]) -> list[str]:
    found = []
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, EncryptedField) and not model._meta.proxy:
                values = models.QuerySet(model).values_list(column.name, flat=True)
                text = " ".join(str(value) for value in values).lower()
                if any(word in text for word in words):
                    found.append(f"{model._meta.db_table}.{column.column}")
    return found
