"""Columns that a copy of the database does not give away: encrypted with keys that are not in it.

Fernet (AES-128-CBC with HMAC-SHA256) of the `cryptography` package; settings.FIELD_KEYS holds the keys, the
newest first: it writes, all of them read. `manage.py rotate_field_keys` writes old rows anew.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, ClassVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class CannotDecrypt(RuntimeError):
    """A kept value that none of settings.FIELD_KEYS opens: a key was dropped too early, or the row was altered."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> tuple[str, ...]:
    return tuple(settings.FIELD_KEYS)


def seal(text: str) -> str:
    """The text as only a holder of the keys can read it; never the same twice."""
    return _box(_keys()).encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """Raises CannotDecrypt."""
    try:
        return _box(_keys()).decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise CannotDecrypt("A value cannot be decrypted with FIELD_KEYS.") from error


def resealed(token: str) -> str | None:
    """The token under the newest key; None when it is under it already. Raises CannotDecrypt."""
    try:
        Fernet(_keys()[0]).decrypt(token.encode("ascii"))
    except InvalidToken:
        return seal(unseal(token))
    return None


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Base: a text column of tokens. Of it SQL can only ask "is null"; everything else is refused, except
    `df` and `ndf`, with which triggers see whether a row's token was touched.

    `rotated=False` marks columns of append-only tables: their old keys stay in FIELD_KEYS for good.
    """

    description = "Encrypted"
    askable: ClassVar[frozenset[str]] = frozenset({"isnull", "df", "ndf"})

    def __init__(self, *args: Any, rotated: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rotated = rotated

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options if self.rotated else {**options, "rotated": False}

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in self.askable:
            raise FieldError(f"{self.name} is encrypted: the database cannot compare it ({lookup_name}).")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> Any:
        """A token; None stays null."""
        return value if value is None or hasattr(value, "resolve_expression") else seal(self.as_text(value))

    def from_db_value(self, value: str | None, *_context: Any) -> Any:
        return None if value is None else self.as_value(unseal(value))

    def as_text(self, value: Any) -> str:
        return str(value)

    def as_value(self, text: str) -> Any:
        return text


class EncryptedTextField(EncryptedField):
    """Text of any length."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str


class EncryptedIntegerField(EncryptedField):
    """A whole number, such as minor units."""

    _pyi_private_set_type: int  # type: ignore[assignment]
    _pyi_private_get_type: int  # type: ignore[assignment]

    def as_value(self, text: str) -> int:
        return int(text)

    def to_python(self, value: Any) -> Any:
        return models.BigIntegerField().to_python(value)

    def formfield(self, **options: Any) -> Any:
        return models.BigIntegerField.formfield(
            models.BigIntegerField(self.verbose_name, null=self.null, blank=self.blank), **options
        )


class EncryptedJSONField(EncryptedField):
    """Anything that JSON holds."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def as_text(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))

    def as_value(self, text: str) -> Any:
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return self.as_text(self.value_from_object(obj))


def seal_column(schema_editor: Any, table: str, column: str, *, append_only: bool = False) -> int:
    """For migrations: every plain value of a text column becomes a token; returns how many.

    `append_only` switches the table's own triggers off meanwhile. Values that are tokens already stay.
    """
    quote = schema_editor.quote_name
    done = 0
    with schema_editor.connection.cursor() as cursor:
        if append_only:
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        cursor.execute(f"SELECT id, {quote(column)} FROM {quote(table)} WHERE {quote(column)} IS NOT NULL")  # noqa: S608
        for pk, value in cursor.fetchall():
            if not _is_token(value):
                done += 1
                cursor.execute(
                    f"UPDATE {quote(table)} SET {quote(column)} = %s WHERE id = %s",  # noqa: S608
                    [seal(value), pk],
                )
        if append_only:
            cursor.execute(f"ALTER TABLE {quote(table)} ENABLE TRIGGER USER")
    return done


def _is_token(value: str) -> bool:
    try:
        unseal(value)
    except CannotDecrypt:
        return False
    return True
