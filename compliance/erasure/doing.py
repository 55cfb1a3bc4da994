"""Carries a deed out on rows: the only hand that deletes or overwrites for an erasure.

Everything here runs inside the caller's transaction and may be done again without harm. Rows are reached by a
plain QuerySet: no manager of an app hides a row, and no translation layer turns a column into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

import pgtrigger
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from compliance import keeping, registry
from compliance.deeds import Deed, Fate, Value
from compliance.erasure import plain
from compliance.erasure.models import DoomedFile, KeptRow
from compliance.registry import Declaration

CHUNK: Final = 500
Key = Any


class DeedMissing(LookupError):
    """A declaration that says nothing to the machine."""


class WouldTakeKept(RuntimeError):
    """Deleting a row would take along a record that another deed keeps."""


@dataclass
class Outcome:
    """What was done to one kind of record."""

    deleted: int = 0
    changed: int = 0
    kept: int = 0
    law: str = ""
    until: date | None = None
    files: list[int] = field(default_factory=list)


def carry_out(declaration: Declaration, keys: Iterable[Key], *, now: datetime) -> Outcome:
    """The declared deed on the rows with these primary keys; keys without a row are passed over.

    Raises DeedMissing, WouldTakeKept, and whatever the database refuses.
    """
    if declaration.deed is None:
        raise DeedMissing(declaration.model)
    outcome = Outcome()
    with passing(declaration.model, declaration.deed):
        for chunk in _chunks(keys):
            _on_chunk(declaration, declaration.deed, chunk, outcome, now)
    return outcome


def overwrite(declaration: Declaration, chunk: Sequence[Key], values: Mapping[str, Value]) -> int:
    """Sets the fields of these rows; a callable gets the row as it was. Returns how many rows are there."""
    model = apps.get_model(declaration.model)
    rows = plain.rows(model).filter(pk__in=chunk)
    if not any(callable(value) for value in values.values()):
        return rows.update(**values)
    count = 0
    for row in rows.order_by("pk"):
        new = {name: value(row) if callable(value) else value for name, value in values.items()}
        count += plain.rows(model).filter(pk=row.pk).update(**new)
    return count


def delete(declaration: Declaration, chunk: Sequence[Key], outcome: Outcome) -> int:
    """The rows with what hangs on them. Raises WouldTakeKept before anything else's record goes along."""
    model = apps.get_model(declaration.model)
    _note_files(declaration, chunk, {name for name, _storage in declaration.files}, outcome)
    _total, by_label = plain.rows(model).filter(pk__in=chunk).delete()
    for label in by_label:
        other = registry.declaration_of(apps.get_model(label))
        if label != model._meta.label and other and other.deed and other.deed.fate is not Fate.DELETE:
            raise WouldTakeKept(f"{model._meta.label} > {label}")
    return by_label.get(model._meta.label, 0)


@contextmanager
def passing(label: str, deed: Deed) -> Iterator[None]:
    """Guards named by the deed step aside; a savepoint keeps the connection usable when another refuses."""
    if not deed.past:
        with transaction.atomic():
            yield
        return
    with pgtrigger.ignore(*(f"{label}:{name}" for name in deed.past)), transaction.atomic():
        yield


def told(error: BaseException) -> str:
    """What went wrong, without a value of the row: PostgreSQL's details may quote the whole of it."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    primary = getattr(getattr(cause, "diag", None), "message_primary", None)
    if primary:
        return str(primary)[:300]
    if isinstance(error, (models.ProtectedError, models.RestrictedError, WouldTakeKept, DeedMissing)):
        return f"{type(error).__name__}: {error.args[0]}"[:300]
    return type(error).__name__


def due_days(declaration: Declaration, deed: Deed, chunk: Sequence[Key]) -> Iterator[tuple[Key, date]]:
    """Until when the law of a kept row wants it: counted from the row's own day, today where it has none."""
    days = timedelta(days=keeping.law(deed.law).days)
    rows = plain.rows(apps.get_model(declaration.model)).filter(pk__in=chunk)
    for key, since in rows.values_list("pk", deed.since):
        yield key, _day(since) + days


def _on_chunk(
    declaration: Declaration, deed: Deed, chunk: Sequence[Key], outcome: Outcome, now: datetime
) -> None:
    if deed.fate is Fate.DELETE:
        outcome.deleted += delete(declaration, chunk, outcome)
        return
    touched = {name for name, _storage in declaration.files} & set(deed.now)
    _note_files(declaration, chunk, touched, outcome)
    done = overwrite(declaration, chunk, deed.now) if deed.now else 0
    if deed.fate is Fate.BLANK:
        _strip(apps.get_model(declaration.model), chunk)
        outcome.changed += done
    else:
        _keep(declaration, deed, chunk, outcome, timezone.localdate(now))


def _strip(model: type[models.Model], chunk: Sequence[Key]) -> None:
    """An account that names nobody any more belongs to no group and may do nothing."""
    if model is not get_user_model():
        return
    for link in model._meta.many_to_many:
        through: Any = link.remote_field.through
        if through._meta.auto_created:
            plain.rows(through).filter(**{f"{link.m2m_field_name()}__in": chunk}).delete()


def _keep(declaration: Declaration, deed: Deed, chunk: Sequence[Key], outcome: Outcome, today: date) -> None:
    """Notes until when each row stays; what the law does not want any more goes at once."""
    outcome.law = deed.law
    days = dict(due_days(declaration, deed, chunk))
    over = [key for key, day in days.items() if day <= today]
    ends = deed.later is None or bool(deed.later)
    if over and ends:
        later(declaration, over, outcome)
    left = {key: day for key, day in days.items() if not (ends and day <= today)}
    outcome.kept += len(left)
    if left:
        outcome.until = max([*left.values(), *([outcome.until] if outcome.until else [])])
    if ends:
        notes = [
            KeptRow(model=declaration.model, key=str(key), law=deed.law, due_on=day)
            for key, day in left.items()
        ]
        KeptRow.objects.bulk_create(notes, ignore_conflicts=True)


def later(declaration: Declaration, keys: Sequence[Key], outcome: Outcome) -> None:
    """What the deed says for the time after the law's term."""
    deed = declaration.deed
    if deed is None:
        raise DeedMissing(declaration.model)
    if deed.later is None:
        outcome.deleted += delete(declaration, keys, outcome)
    elif deed.later:
        _note_files(declaration, keys, {name for name, _ in declaration.files} & set(deed.later), outcome)
        outcome.changed += overwrite(declaration, keys, deed.later)


def _note_files(declaration: Declaration, chunk: Sequence[Key], names: set[str], outcome: Outcome) -> None:
    """Files go after the commit: a transaction that is undone must not have lost them."""
    rows = plain.rows(apps.get_model(declaration.model)).filter(pk__in=chunk)
    for name, storage in declaration.files:
        if name not in names:
            continue
        stored = rows.values_list(name, flat=True)
        doomed = [
            DoomedFile(
                storage=storage, name=str(file), model=declaration.model, field=name, noted_at=timezone.now()
            )
            for file in stored
            if file
        ]
        outcome.files += [row.pk for row in DoomedFile.objects.bulk_create(doomed)]


def _chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    listed = list(dict.fromkeys(keys))
    for begin in range(0, len(listed), CHUNK):
        yield listed[begin : begin + CHUNK]


def _day(since: Any) -> date:
    if isinstance(since, datetime):
        return timezone.localdate(since)
    return since if isinstance(since, date) else timezone.localdate()
