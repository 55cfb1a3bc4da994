"""A person's rows as values that may be given out: other people are nobody, secrets stay, files become paths."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import IO, Any, Final

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.text import get_valid_filename

from compliance import registry
from compliance.copies.contents import Column, Kind, is_secret
from compliance.subjects import Subject, rows

CHUNK: Final = 500
BLACKENED: Final = "▇▇▇"
ADDRESS: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Person:
    """A column that points at an account: the subject's own, or somebody else's who is not named."""

    own: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """A column that speaks of another person."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another record: its kind and number; `text` only where it is a thing and no person's record."""

    label: str
    pk: Any
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the archive: where it stands in it, and where its content comes from: a storage, or a column."""

    path: str
    storage: str = ""
    name: str = ""
    column: tuple[type[models.Model], Any, str] | None = None

    def content(self) -> IO[bytes]:
        """To be closed by the caller. Raises FileNotFoundError."""
        if self.column is None:
            return storages[self.storage].open(self.name, "rb")
        model, pk, name = self.column
        data = model._base_manager.filter(pk=pk).values_list(name, flat=True).first()  # noqa: SLF001
        if data is None:
            raise FileNotFoundError(self.path)
        return io.BytesIO(bytes(data))


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its number and the value of each column of its kind."""

    pk: Any
    values: tuple[Any, ...]
    currency: str


class Reader:
    """Reads the kinds of one subject; keeps what things are called, so that each is asked for once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._names: dict[tuple[str, Any], str] = {}
        self._own = {address.lower() for address in subject.emails} | {
            str(address).lower() for address in (settings.CONTACT_EMAIL, settings.PRIVACY_EMAIL)
        }

    def count(self, kind: Kind) -> int:
        return rows(kind.declaration, self.subject).count()

    def rows(self, kind: Kind) -> Iterator[Row]:
        """The person's rows of a kind by number, each once."""
        query = rows(kind.declaration, self.subject).annotate(**self._marks(kind))
        heavy = [one.name for one in kind.columns if isinstance(one.field, models.BinaryField)]
        before = None
        for found in query.defer(*heavy).iterator(chunk_size=CHUNK):
            if found.pk == before:  # a path through many people gives a row more than once
                continue
            before = found.pk
            hidden = self._hidden(kind, found)
            values = tuple(
                Withheld() if column.name in hidden else self.value(kind, column, found)
                for column in kind.columns
            )
            yield Row(found.pk, values, str(getattr(found, "copy_currency", "") or ""))

    def value(self, kind: Kind, column: Column, found: models.Model) -> Any:
        """What a column says, as far as it may be said."""
        if isinstance(column.field, models.BinaryField):
            name = str(getattr(found, "name", "") or f"{column.name}.bin")
            return Attached(_inside(kind, found, name), column=(kind.model, found.pk, column.name))
        raw = getattr(found, column.field.attname)
        if raw is None:
            return None
        if column.is_person:
            return Person(own=raw == self.subject.user_id)
        if column.field.is_relation:
            return self._link(column, raw)
        if column.storage:
            path = _inside(kind, found, str(raw))
            return Attached(path, storage=column.storage, name=str(raw)) if raw else ""
        return self._plain(raw)

    def _marks(self, kind: Kind) -> dict[str, Any]:
        marks: dict[str, Any] = {"copy_currency": models.F(kind.currency)} if kind.currency else {}
        declaration = kind.declaration
        if declaration.also and declaration.subject not in {"", "self"} and declaration.finder is None:
            for number, path in enumerate([declaration.subject, *_direct(declaration)]):
                marks[f"copy_person_{number}"] = models.F(path)
        return marks

    def _hidden(self, kind: Kind, found: models.Model) -> frozenset[str]:
        """Columns about somebody else: those declared so, and the personal ones of a record in which the person
        is named by no column of its own (a seller's order: the names in it are the buyer's)."""
        hidden = frozenset(kind.declaration.others)
        people = [value for name, value in vars(found).items() if name.startswith("copy_person_")]
        if not people or self.subject.user_id in people:
            return hidden
        if any(
            str(_reach(found, path) or "").lower() in self.subject.emails
            for path in kind.declaration.by_email
        ):
            return hidden
        return hidden | registry.personal_fields(found)

    def _link(self, column: Column, raw: Any) -> Link:
        related: Any = column.field.related_model
        label = related._meta.label_lower
        key = (label, raw)
        if key not in self._names:
            self._names[key] = "" if registry.declaration_of(related) else _called(related, column, raw)
        return Link(label, raw, self._names[key])

    def _plain(self, raw: Any) -> Any:
        if isinstance(raw, str):
            return self._text(raw)
        if isinstance(raw, dict):
            return {
                str(key): BLACKENED if is_secret(str(key)) else self._plain(value)
                for key, value in raw.items()
            }
        if isinstance(raw, (list, tuple)):
            return [self._plain(value) for value in raw]
        if raw is None or isinstance(raw, (bool, int, float, Decimal, date, datetime, time, timedelta)):
            return raw
        return self._text(str(raw))

    def _text(self, text: str) -> str:
        """Without the e-mail addresses of other people."""
        if "@" not in text:
            return text
        return ADDRESS.sub(lambda found: found[0] if found[0].lower() in self._own else BLACKENED, text)


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Person):
        return "you" if value.own else "another person"
    if isinstance(value, Withheld):
        return "left out: it is about another person"
    if isinstance(value, Link):
        found = {"kind": value.label, "number": value.pk}
        return {**found, "text": value.text} if value.text else found
    if isinstance(value, Attached):
        return {"file": value.path}
    return value


def _direct(declaration: registry.Declaration) -> list[str]:
    """Further columns of the row itself that name a person; longer paths go through something else."""
    return [path for path in declaration.also if "__" not in path and _is_column(declaration.model, path)]


def _is_column(label: str, name: str) -> bool:
    return any(field.name == name for field in apps.get_model(label)._meta.concrete_fields)


def _reach(found: models.Model, path: str) -> Any:
    value: Any = found
    for name in path.split("__"):
        value = getattr(value, name, None)
    return value


def _called(related: Any, column: Column, raw: Any) -> str:
    """What a thing is called; a thing that is gone has no name."""
    target = column.field.target_field.attname  # type: ignore[attr-defined]
    thing = related._base_manager.filter(**{target: raw}).first()  # noqa: SLF001 - no manager may hide it
    return "" if thing is None else str(thing)[:200]


def _inside(kind: Kind, found: models.Model, name: str) -> str:
    """Where a file stands in the archive: its kind, the record's number, its own name."""
    own = get_valid_filename(PurePosixPath(name).name or "file")[-80:]
    return f"files/{kind.label}/{found.pk}-{own}"
