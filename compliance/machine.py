"""Whether a declaration can be carried out: its paths, fields, files, laws, and the guards of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from compliance import keeping
from compliance.deeds import Deed, Fate
from compliance.registry import Declaration
from core.crypt import EncryptedField

TEXT: Final = (models.CharField, models.TextField, models.JSONField)
TIMES: Final = (models.DateTimeField, models.DateField)
Model = type[models.Model]


def problems(declaration: Declaration) -> Iterator[str]:
    """Everything that would stop the machine, in words; nothing when the declaration is whole."""
    model = apps.get_model(declaration.model)
    if declaration.deed is None:
        yield "no deed says what an erasure does"
    else:
        yield from _of_deed(model, declaration, declaration.deed)
    yield from _of_term(model, declaration)
    yield from _of_people(model, declaration)
    yield from _of_columns(model, declaration)


def _of_deed(model: Model, declaration: Declaration, deed: Deed) -> Iterator[str]:
    yield from _of_values(model, deed.now)
    yield from _of_values(model, deed.later or {})
    if deed.fate is Fate.KEEP:
        if deed.law not in keeping.codes():
            yield f"keeping.toml holds no law {deed.law}"
        if not isinstance(_end(model, deed.since), TIMES):
            yield f"{deed.since} is no time to count from"
    triggers = _guards(model)
    for name in deed.past:
        if name not in triggers:
            yield f"there is no guard {name}"
    written = {*deed.now, *(deed.later or {}), *declaration.mentions}
    goes = deed.fate is Fate.DELETE or (deed.later is None and deed.fate is Fate.KEEP)
    for name, trigger in triggers.items():
        if name not in deed.past and _refuses(model, trigger, written=written, goes=goes):
            yield f"the guard {name} refuses the deed"


def _of_term(model: Model, declaration: Declaration) -> Iterator[str]:
    term = declaration.term
    if term is None:
        return
    if term.days <= 0:
        yield "its term has no days"
    if not isinstance(_end(model, term.since), TIMES):
        yield f"{term.since} is no time to count from"
    for lookup in term.only:
        if _end(model, lookup.rsplit("__", 1)[0]) is None and _end(model, lookup) is None:
            yield f"{lookup} narrows nothing down"
    yield from _of_values(model, term.deed.now)
    goes = term.deed.fate is Fate.DELETE
    for name, trigger in _guards(model).items():
        if name not in term.deed.past and _refuses(model, trigger, written=set(term.deed.now), goes=goes):
            yield f"the guard {name} refuses the end of its term"


def _of_people(model: Model, declaration: Declaration) -> Iterator[str]:
    people = get_user_model()
    if not (declaration.paths or declaration.by_email or declaration.finder):
        yield "nothing leads to its person"
    for path in declaration.paths:
        if path == "self":
            if model is not people:
                yield "it is not the person itself"
            continue
        field = _end(model, path)
        if field is None or field.related_model is not people:
            yield f"{path} does not lead to a person"
    for path in declaration.by_email:
        if not isinstance(_end(model, path), models.CharField):
            yield f"{path} is no address"


def _of_columns(model: Model, declaration: Declaration) -> Iterator[str]:
    columns = _columns(model)
    for name in (*declaration.secret, *declaration.others):
        if name not in columns:
            yield f"there is no field {name}"
    for name, storage in declaration.files:
        if not isinstance(columns.get(name), (models.CharField, models.FileField)):
            yield f"{name} names no file"
        if storage not in settings.STORAGES:
            yield f"there is no storage {storage}"
    for name in declaration.mentions:
        if not isinstance(columns.get(name), TEXT):
            yield f"{name} is no text"
    known = {name for name, _storage in declaration.files}
    for field in columns.values():
        if isinstance(field, models.FileField) and field.name not in known:
            yield f"the file {field.name} has no storage in the declaration"


def _of_values(model: Model, values: Mapping[str, Any]) -> Iterator[str]:
    """A value that the column would not take is found before the erasure, not in its middle."""
    columns = _columns(model)
    for name, value in values.items():
        field = columns.get(name)
        if field is None:
            yield f"there is no field {name}"
        elif value is None and not field.null:
            yield f"{name} may not be empty"
        elif isinstance(value, str) and not _takes(field, value):
            yield f"{name} does not take what it is overwritten with"


def _takes(field: models.Field[Any, Any], value: str) -> bool:
    if isinstance(field, EncryptedField):
        return True
    if field.max_length and len(value) > field.max_length:
        return False
    return not field.choices or value in dict(field.flatchoices)


def _refuses(model: Model, trigger: pgtrigger.Trigger, *, written: set[str], goes: bool) -> bool:
    """Whether the guard would stop an overwriting of these columns, or the going of the row."""
    operations = str(trigger.operation)
    if isinstance(trigger, pgtrigger.ReadOnly):
        frozen = set(trigger.fields or ()) or _columns(model).keys() - set(trigger.exclude or ())
        return bool(written & frozen)
    if not isinstance(trigger, pgtrigger.Protect) or trigger.condition is not None:
        return False
    return (goes and "DELETE" in operations) or (bool(written) and "UPDATE" in operations)


def _guards(model: Model) -> dict[str, pgtrigger.Trigger]:
    return {str(trigger.name): trigger for trigger in getattr(model._meta, "triggers", ())}


def _columns(model: Model) -> dict[str, models.Field[Any, Any]]:
    return {field.name: field for field in model._meta.concrete_fields}


def _end(model: Model, path: str) -> models.Field[Any, Any] | None:
    """The field at the end of a path ("order__placed_at"); None when it leads nowhere."""
    here: Any = model
    field: Any = None
    for part in path.split("__"):
        try:
            field = here._meta.get_field(part)
        except (AttributeError, FieldDoesNotExist):  # a column without relation leads no further
            return None
        here = field.related_model
    return field if isinstance(field, models.Field) else None
