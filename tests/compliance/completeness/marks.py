"""Marks: a text of its own in every personal field of a person, so that each one can be looked for by itself."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models, transaction

from compliance import registry
from compliance.registry import Declaration
from compliance.subjects import Subject, rows
from core.crypt import EncryptedField, EncryptedJSONField

# What has a shape of its own that a mark would break, or stands there for something else than a text.
SHAPED: frozenset[tuple[str, str]] = frozenset(
    {
        ("account.EmailAddress", "email"),
        ("accounts.User", "email"),
        ("accounts.User", "name"),
        ("accounts.User", "name_ar"),
        ("accounts.User", "name_en"),
        ("accounts.User", "password"),
        ("agenda.Feed", "upload"),
        ("auctions.Refusal", "code"),
        ("auctions.Bid", "answer"),
        ("booking.Ticket", "attendee_email"),
        ("booking.Transfer", "to_email"),
        ("consents.Consent", "purpose"),
        ("contracts.Acceptance", "language"),
        ("copies.Copy", "address"),
        ("copies.Copy", "emails"),
        ("erasure.Certificate", "code"),
        ("erasure.Certificate", "counts"),
        ("erasure.Erasure", "number"),
        ("erasure.Erasure", "request_number"),
        ("erasure.RecipientNotice", "name"),
        ("erasure.Step", "target"),
        ("core.OutboxMessage", "payload"),
        ("mailing.EmailMessage", "to_address"),
        ("orders.Seller", "vat_number"),
        ("orders.SellerVatStatus", "number"),
        ("rights.Request", "email"),
        ("rights.Request", "number"),
        ("safety.Report", "email"),
        ("sessions.Session", "session_data"),
        ("usersessions.UserSession", "session_key"),
        ("marketplace.SearchWord", "word"),
    }
)
ADDRESS = ("name", "line1", "city")


def fields_of(declaration: Declaration) -> list[models.Field[Any, Any]]:
    """The declared columns that hold free text, bytes or JSON, and are no file, no choice and no shape."""
    model = apps.get_model(declaration.model)
    files = {name for name, _storage in declaration.files}
    named = {*declaration.fields, *declaration.mentions} - files
    return [
        column
        for column in model._meta.concrete_fields
        if column.name in named
        and (declaration.model, column.name) not in SHAPED
        and not column.choices
        and not column.is_relation
        and isinstance(
            column, (models.CharField, models.TextField, models.JSONField, models.BinaryField, EncryptedField)
        )
    ]


def mark_everything(subject: Subject, word: str) -> dict[str, str]:
    """Overwrites every such column of the person's rows; gives mark -> "model.field"."""
    found: dict[str, str] = {}
    for declaration in registry.declarations():
        keys = list(rows(declaration, subject).values_list("pk", flat=True))
        for column in fields_of(declaration):
            mark = f"{word}{len(found):03d}"
            if column.max_length and len(mark) + 3 > column.max_length:
                continue
            found[mark] = f"{declaration.model}.{column.name}"
            _write(declaration, column, keys, mark)
    return found


def too_short(word: str) -> list[str]:
    """Declared columns that no mark fits into: they hold codes, and are looked at here by name."""
    return sorted(
        f"{declaration.model}.{column.name}"
        for declaration in registry.declarations()
        for column in fields_of(declaration)
        if column.max_length and len(word) + 6 > column.max_length
    )


def mention_everywhere(subject: Subject, other: Subject, words: list[str]) -> list[str]:
    """Names the person in every declared free text of somebody else's rows; gives the columns."""
    found = []
    text = " / ".join(words)
    for declaration in registry.declarations():
        mine = rows(declaration, subject).values_list("pk", flat=True)
        theirs = set(rows(declaration, other).values_list("pk", flat=True)) - set(mine)
        columns = [column for column in fields_of(declaration) if column.name in declaration.mentions]
        for column in columns:
            short = text if not column.max_length else words[0][: column.max_length]
            _write(declaration, column, sorted(theirs), short)
            found.append(f"{declaration.model}.{column.name}")
    return found


def _write(declaration: Declaration, column: models.Field[Any, Any], keys: list[Any], mark: str) -> None:
    model = apps.get_model(declaration.model)
    with pgtrigger.ignore(), transaction.atomic():
        for number, key in enumerate(keys):
            text = f"{mark}x{number}" if column.unique else mark
            models.QuerySet(model).filter(pk=key).update(**{column.name: _shaped(column, text)})


def _shaped(column: models.Field[Any, Any], text: str) -> Any:
    if isinstance(column, (models.JSONField, EncryptedJSONField)):
        return [text] if column.default is list else dict.fromkeys(ADDRESS, text)
    return text.encode() if isinstance(column, models.BinaryField) else text
