"""In which order kinds of record are erased: what hangs on a thing before the thing, people last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from compliance import deeds, registry
from compliance.registry import Declaration

Model = type[models.Model]


def plan() -> list[Declaration]:
    """Every declaration, ordered; circles are cut where their members were declared first."""
    return ordered(registry.declarations())


def ordered(declarations: Sequence[Declaration]) -> list[Declaration]:
    """Children before parents, and a model before those through which its rows are found.

    Where both cannot be had, children come first: the rows of each model are looked up before anything goes.
    """
    waiting = {apps.get_model(one.model): one for one in declarations}
    people = get_user_model()
    hard = {model: parents_of(model) for model in waiting}
    soft = {model: hard[model] | ways_to(model, waiting[model]) for model in waiting}
    found: list[Declaration] = []
    while waiting:
        others = [model for model in waiting if model is not people] or [people]
        free = _free(others, waiting, soft) or _free(others, waiting, hard) or others[:1]
        found += [waiting.pop(model) for model in free]
    return found


def version(declarations: Iterable[Declaration]) -> str:
    """Changes when a deed does: says by which plan an erasure was carried out."""
    lines = [f"{one.model}:{_written(one.deed)}:{','.join(one.mentions)}" for one in declarations]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _written(deed: deeds.Deed | None) -> str:
    if deed is None:
        return "-"
    return f"{deed.fate}:{','.join(sorted(deed.now))}:{deed.law}:{deed.since}:{','.join(sorted(deed.later or ()))}"


def parents_of(model: Model) -> set[Model]:
    """What the model's rows point at."""
    fields = model._meta.concrete_fields
    return {_concrete(field.related_model) for field in fields if field.related_model} - {model}


def ways_to(model: Model, declaration: Declaration) -> set[Model]:
    """Through what the model's rows are found."""
    return {step for path in declaration.paths for step in _walked(model, path)} - {model}


def _free(
    models_: list[Model], waiting: dict[Model, Declaration], after: dict[Model, set[Model]]
) -> list[Model]:
    """Those for which nothing that is still to come has to go before."""
    return [
        model
        for model in models_
        if not any(model in after[other] for other in waiting if other is not model)
    ]


def _walked(model: Model, path: str) -> set[Model]:
    """The models that a path leads through ("order__seller__members__user")."""
    found: set[Model] = set()
    here: Any = model
    for part in path.split("__"):
        if part in {"self", "pk"}:
            break
        try:
            here = here._meta.get_field(part).related_model
        except FieldDoesNotExist:
            break
        if not isinstance(here, type):
            break
        found.add(_concrete(here))
    return found


def _concrete(model: Any) -> Model:
    concrete: Model = model._meta.concrete_model
    return concrete
