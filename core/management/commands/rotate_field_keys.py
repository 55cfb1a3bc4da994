"""Write every encrypted column anew under the newest of FIELD_KEYS, so that the oldest key can be dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection, models

from core.crypt import EncryptedField, resealed

BATCH = 500


class Command(BaseCommand):
    help = (
        "Encrypt old values with the newest key of FIELD_KEYS. Can be stopped and started again; safe beside a "
        "running site. Columns of append-only tables are named: their old keys have to stay."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        for model, field in encrypted_columns():
            name = f"{model._meta.label}.{field.name}"
            if not field.rotated:
                self.stdout.write(f"{name}: append-only, keeps its keys")
                continue
            self.stdout.write(f"{name}: {rotate(model, field)} rewritten")


def encrypted_columns() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Every encrypted column of the house."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def rotate(model: type[models.Model], field: EncryptedField) -> int:
    """Returns how many rows were rewritten; a row that changed meanwhile is left, it has the newest key."""
    quote = connection.ops.quote_name
    table, column, key = (
        quote(model._meta.db_table),
        quote(str(field.column)),
        quote(str(model._meta.pk.column)),
    )
    read = (
        f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL AND {key} > %s ORDER BY 1 LIMIT %s"  # noqa: S608
    )
    write = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608
    done, last = 0, 0
    with connection.cursor() as cursor:
        while rows := _rows(cursor, read, last):
            for pk, token in rows:
                if (fresh := resealed(token)) is not None:
                    cursor.execute(write, [fresh, pk, token])
                    done += cursor.rowcount
            last = rows[-1][0]
    return done


def _rows(cursor: Any, read: str, last: int) -> list[tuple[int, str]]:
    cursor.execute(read, [last, BATCH])
    return list(cursor.fetchall())
