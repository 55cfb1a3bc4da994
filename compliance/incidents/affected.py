"""Whose data the linked activities hold: the declarations say which rows point at which people."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth import get_user_model

from compliance import registry


def people_of(codes: Iterable[str]) -> set[int]:
    """The numbers of all accounts that records of these activities (labels of apps) speak of.

    One query for each path of each declaration; ids only.
    """
    labels, found = set(codes), set[int]()
    for declaration in registry.declarations():
        model = apps.get_model(declaration.model)
        if model._meta.app_label in labels:
            for path in declaration.paths:
                found |= _ids(model, path)
    return found


def _ids(model: type, path: str) -> set[int]:
    if path == "self":
        return set(get_user_model().objects.filter(is_active=True).values_list("pk", flat=True))
    rows = model._base_manager.order_by().exclude(**{path: None})  # type: ignore[attr-defined]  # noqa: SLF001
    return set(rows.values_list(path, flat=True).distinct())
