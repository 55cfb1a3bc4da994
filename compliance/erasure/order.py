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
    """Children before parents, and a model before those through which its rows are found."""
    waiting = {apps.get_model(one.model): one for one in declarations}
    people = get_user_model()
    blocked = {model: _after(model, waiting[model]) & waiting.keys() for model in waiting}
    found: list[Declaration] = []
    while waiting:
        free = [model for model in waiting if not _waits(model, waiting, blocked) and model is not people]
        found += [waiting.pop(model) for model in free or _cut(waiting, people)]
    return found


def version(declarations: Iterable[Declaration]) -> str:
    """Changes when a deed does: says by which plan an erasure was carried out."""
    lines = [f"{one.model}:{_written(one.deed)}:{','.join(one.mentions)}" for one in declarations]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _written(deed: deeds.Deed | None) -> str:
    if deed is None:
        return "-"
    return f"{deed.fate}:{','.join(sorted(deed.now))}:{deed.law}:{deed.since}:{','.join(sorted(deed.later or ()))}"


def _waits(model: Model, waiting: dict[Model, Declaration], blocked: dict[Model, set[Model]]) -> bool:
    """Whether another model that is still to come has to go before this one."""
    return any(model in blocked[other] for other in waiting if other is not model)


def _cut(waiting: dict[Model, Declaration], people: Model) -> list[Model]:
    """One model of a circle; people are the last of all."""
    return [next((model for model in waiting if model is not people), people)]


def _after(model: Model, declaration: Declaration) -> set[Model]:
    """What must come after the model."""
    parents = {_concrete(field.related_model) for field in model._meta.concrete_fields if field.related_model}
    for path in declaration.paths:
        parents |= _walked(model, path)
    return parents - {model}


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
