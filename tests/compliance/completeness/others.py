"""A picture of everything that is held about somebody else: an erasure may not change a stroke of it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from compliance import registry
from compliance.subjects import Subject, rows


def picture_of(subject: Subject) -> dict[str, list[tuple[Any, ...]]]:
    """Every column of every row, but those in which others are named (they get bars)."""
    found = {}
    for declaration in registry.declarations():
        model = apps.get_model(declaration.model)
        names = [
            column.attname
            for column in model._meta.concrete_fields
            if column.name not in declaration.mentions
        ]
        keys = rows(declaration, subject).values_list("pk", flat=True)
        seen = models.QuerySet(model).filter(pk__in=list(keys)).order_by("pk").values_list(*names)
        found[declaration.model] = [tuple(map(_plain, values)) for values in seen]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
