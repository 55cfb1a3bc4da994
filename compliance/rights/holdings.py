"""What is held about a person, by topic, with numbers: one query over every declared model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils.text import capfirst

from compliance import notice, registry
from compliance.registry import Declaration
from compliance.subjects import Subject, rows, subject_of

KEPT: Final = 120  # seconds: counting looks into every declared model


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record with its number, in the active language."""

    title: str
    purpose: str
    count: int


@dataclass(frozen=True, slots=True)
class Topic:
    title: str
    kinds: list[Kind]

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def topics_of(user: Any) -> list[Topic]:
    """Everything of which there is at least one record."""
    key = f"rights:held:{user.pk}"
    counts: dict[str, int] | None = cache.get(key)
    if counts is None:
        counts = count(subject_of(user))
        cache.set(key, counts, KEPT)
    found = []
    for title, labels in notice.TOPICS:
        kinds = [
            _kind(declaration, counts[declaration.model])
            for declaration in registry.declarations()
            if declaration.model.split(".")[0] in labels and counts.get(declaration.model)
        ]
        if kinds:
            found.append(Topic(str(title), kinds))
    return found


def count(subject: Subject) -> dict[str, int]:
    """Records by model, in one round trip."""
    parts: list[str] = []
    given: list[Any] = []
    for declaration in registry.declarations():
        if not _findable(declaration):
            continue
        try:
            sql, params = rows(declaration, subject).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s::text, COUNT(*) FROM ({sql}) found")  # noqa: S608 - Django's own SQL, values apart
        given += [declaration.model, *params]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        return dict(cursor.fetchall())


def _findable(declaration: Declaration) -> bool:
    return declaration.exported and bool(declaration.paths or declaration.by_email or declaration.finder)


def _kind(declaration: Declaration, number: int) -> Kind:
    model = apps.get_model(declaration.model)
    return Kind(capfirst(str(model._meta.verbose_name_plural)), str(declaration.purpose), number)
