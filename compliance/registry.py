"""What we hold about people, declared by each app in its privacy.py: the base of every data-subject request.

A model points at a person when
(a) it has a relation of any kind to the user model, also an optional one or a many-to-many; or
(b) it has a required foreign key or one-to-one to a declared model that points at a person.
A model that is exempt ends the path: what hangs on it is about the thing, not about the person.
Each model that points at a person must be declared or exempt with a reason (compliance.E001).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.functional import Promise

from compliance.deeds import Deed, Term
from compliance.enums import Basis

if TYPE_CHECKING:
    from compliance.subjects import Subject

Text = str | Promise
WRITTEN = (models.CharField, models.TextField, models.JSONField)


@dataclass(frozen=True, slots=True)
class Declaration:
    """Why a model holds personal data, and what happens to it: in words, and as the machine does it."""

    model: str
    subject: str
    fields: tuple[str, ...]
    purpose: Text
    basis: Basis
    retention: Text | int
    export: Text
    erase: Text
    deed: Deed | None = None
    term: Term | None = None
    also: tuple[str, ...] = ()
    by_email: tuple[str, ...] = ()
    finder: Callable[[Subject], models.QuerySet[Any]] | None = None
    exported: bool = True
    secret: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path from the model to its person."""
        return tuple(path for path in (self.subject, *self.also) if path)


_declared: dict[str, Declaration] = {}
_exempt: dict[str, Text] = {}


def declare(
    *,
    model: str,
    subject: str,
    fields: Sequence[str],
    purpose: Text,
    basis: Basis,
    retention: Text | int,
    export: Text,
    erase: Text,
    **machine: Any,
) -> None:
    """Say what a model holds about a person.

    `subject` is the path to the person ("buyer", "order__buyer"; "self" for the user model); `retention` a
    sentence or a number of days after the record was made; `export` and `erase` are sentences too.
    For the machine (`machine`, all optional but the deed):

    - `deed`: what the erasure does with a row (`compliance.deeds`); `term`: retention without a request;
    - `also`: further paths to people of whom the row speaks ("seller__members__user");
    - `by_email`: fields with an address of somebody who may have no account;
    - `finder`: a function of the subject that gives the rows, where no path does;
    - `exported`: False for what repeats other records or is only a key; `secret`: fields never given out;
    - `others`: fields with another person's data, left out of the copy;
    - `files`: pairs (field with the stored name, name of the storage in STORAGES);
    - `mentions`: fields of free text in which other people's rows may name this person.

    Raises ValueError when the model is declared or exempt already, TypeError for an unknown name.
    """
    _once(model)
    _declared[model.lower()] = Declaration(
        model, subject, tuple(fields), purpose, basis, retention, export, erase, **machine
    )


def exempt(model: str, reason: Text) -> None:
    """A relation to a person that is no personal data, with the reason.

    Raises ValueError when the model is declared or exempt already.
    """
    _once(model)
    _exempt[model.lower()] = reason


def declarations() -> list[Declaration]:
    """In the order in which the apps declared them."""
    return list(_declared.values())


def exemptions() -> dict[str, Text]:
    return dict(sorted(_exempt.items()))


def declaration_of(model: type[models.Model]) -> Declaration | None:
    return _declared.get(model._meta.concrete_model._meta.label_lower) if model._meta.concrete_model else None


def personal_fields(subject: models.Model | None) -> frozenset[str]:
    """The declared fields of free text (no choices): what people write about themselves, or we about them."""
    found = declaration_of(type(subject)) if subject is not None else None
    if found is None:
        return frozenset()
    return frozenset(
        field.name for field in fields_of(found) if isinstance(field, WRITTEN) and not field.choices
    )


def fields_of(declaration: Declaration) -> list[models.Field[Any, Any]]:
    """The model fields that a declaration names; names that do not exist are the check's business."""
    known = {field.name: field for field in apps.get_model(declaration.model)._meta.get_fields()}
    found = (known.get(name) for name in declaration.fields)
    return [field for field in found if isinstance(field, models.Field)]


def undeclared() -> list[type[models.Model]]:
    """Models that point at a person and are neither declared nor exempt."""
    return [model for model in pointing_models() if model._meta.label_lower not in {*_declared, *_exempt}]


def pointing_models() -> list[type[models.Model]]:
    """Every model with a path to the user model, by the rule at the head of this module."""
    models_ = [model for model in apps.get_models() if not model._meta.proxy]
    people = get_user_model()
    found: list[type[models.Model]] = [
        model for model in models_ if model is people or people in _direct(model)
    ]
    open_ends = {model for model in found if model._meta.label_lower not in _exempt}
    while more := [m for m in models_ if m not in found and open_ends.intersection(_required(m))]:
        found += more
        open_ends = {model for model in more if model._meta.label_lower in _declared}
    return sorted(found, key=lambda model: model._meta.label)


def _once(model: str) -> None:
    if model.lower() in _declared or model.lower() in _exempt:
        raise ValueError(f"{model} is declared already.")


def _relations(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    fields: list[Any] = [*model._meta.get_fields(include_parents=False), *model._meta.many_to_many]
    for field in fields:
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type):
            yield field
    yield from (link for link in model._meta.parents.values() if link is not None)


def _direct(model: type[models.Model]) -> set[type[models.Model]]:
    return {_concrete(field.related_model) for field in _relations(model)}


def _required(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        _concrete(field.related_model)
        for field in _relations(model)
        if (field.many_to_one or field.one_to_one) and not field.null
    }


def _concrete(model: Any) -> type[models.Model]:
    concrete: type[models.Model] = model._meta.concrete_model
    return concrete
