"""Who a request is about, and which rows of a declared model are theirs: the one reader of every declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from compliance.registry import Declaration


@dataclass(frozen=True, slots=True)
class Subject:
    """A data subject: an account, or somebody without one who is known by e-mail addresses only."""

    user_id: int | None
    emails: frozenset[str] = field(default_factory=frozenset)


def subject_of(user: models.Model) -> Subject:
    """An account with all its addresses, lower case; unconfirmed addresses are nobody's proof and left out."""
    confirmed = apps.get_model("account", "EmailAddress").objects.filter(user=user, verified=True)
    addresses = {str(user.email), *confirmed.values_list("email", flat=True)}  # type: ignore[attr-defined]
    return Subject(user.pk, frozenset(address.lower() for address in addresses if address))


def rows(declaration: Declaration, subject: Subject) -> models.QuerySet[Any]:
    """The rows of the declared model that are about this subject, each once, by primary key."""
    model: type[models.Model] = apps.get_model(declaration.model)
    manager = model._base_manager  # noqa: SLF001 - no manager of the app may hide a row
    if declaration.finder is not None:
        return declaration.finder(subject).order_by("pk")
    found = models.Q(pk__in=())
    if subject.user_id is not None:
        for path in declaration.paths:
            found |= models.Q(pk=subject.user_id) if path == "self" else models.Q(**{path: subject.user_id})
    for name in declaration.by_email if subject.emails else ():
        found |= models.Q(**{f"{name}__in": sorted(subject.emails)})
    matched = manager.filter(found).values("pk")
    return manager.filter(pk__in=matched).order_by("pk")
