"""The record of business acts: written in the act's transaction, never changed, sealed in a hash chain."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils.functional import Promise

from compliance import registry
from compliance.enums import ActorKind
from compliance.masking import jsonable, scrub_text
from compliance.models import AuditEntry
from core import bell
from core.requests import request_id

_actions: dict[str, str | Promise] = {}


class UnknownAction(LookupError):
    """An action that no app's events.py has registered."""


class OutsideTransaction(RuntimeError):
    """An entry must stand or fall with the act that it describes."""


def register(code: str, label: str | Promise) -> str:
    """Make a dotted action known, with its text in both languages (a lazy translation). Returns the code.

    Raises ValueError when the code is taken by another text.
    """
    known = _actions.setdefault(code, label)
    if str(known) != str(label):
        raise ValueError(f"{code} is registered already.")
    return code


def actions() -> dict[str, str | Promise]:
    return dict(sorted(_actions.items()))


def label_of(code: str) -> str:
    return str(_actions.get(code, code))


def record(
    action: str,
    *,
    subject: models.Model | None,
    actor: models.Model | Any | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """Append one entry in the caller's transaction; takes no lock that others wait for.

    `actor` None (or anonymous) is the system. In `before` and `after` secrets are masked by the name of their
    key, and text in fields that the subject's privacy declaration names is left out. Raises UnknownAction,
    OutsideTransaction.
    """
    if action not in _actions:
        raise UnknownAction(f"{action}: register it in the app's events.py.")
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{action}: an audit entry needs a transaction.")
    personal = registry.personal_fields(subject)
    actor_id = getattr(actor, "pk", None)
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                action=action,
                actor_id=actor_id,
                actor_kind=_kind_of(actor),
                before=None if before is None else jsonable(before, personal),
                after=None if after is None else jsonable(after, personal),
                note=scrub_text(note)[:500],
                request_id=request_id.get(),
                **_subject(subject),
            )
        ]
    )
    bell.ring_on_commit()


def _kind_of(actor: Any) -> ActorKind:
    if getattr(actor, "pk", None) is None:
        return ActorKind.SYSTEM
    return ActorKind.STAFF if getattr(actor, "is_staff", False) else ActorKind.PERSON


def _names_somebody(subject: models.Model, text: str) -> bool:
    """Whether the text repeats what an erasure would overwrite: an artist who sells alone is called by name."""
    declaration = registry.declaration_of(type(subject))
    if declaration is None or declaration.deed is None:
        return False
    names = {*declaration.deed.now, *(declaration.deed.later or {})}
    values = (vars(subject).get(name) for name in names)  # what was read already: no query for a text
    return any(value in text for value in values if isinstance(value, str) and value)


def _subject(subject: models.Model | None) -> dict[str, str]:
    """Type, id and text; a person is never more than a number, because the entry outlives the account."""
    if subject is None:
        return {}
    is_person = isinstance(subject, get_user_model())
    text = "" if is_person else scrub_text(str(getattr(subject, "audit_text", None) or subject))
    text = "" if _names_somebody(subject, text) else text
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_text": text[:200],
    }
