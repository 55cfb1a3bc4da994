"""The privacy notice's table of records, drawn from what the apps declare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compliance import registry
from compliance.enums import Basis

# What people look for, in the order in which they look; an app that is not named here follows under its own name.
TOPICS: Final[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = (
    (
        _("Your account and how you sign in"),
        ("accounts", "account", "mfa", "socialaccount", "sessions", "usersessions"),
    ),
    (_("Your orders and payments"), ("orders", "payments", "checkout", "invoicing", "memberships")),
    (_("Delivery and returns"), ("delivery", "aftercare")),
    (_("What you sell"), ("payouts", "verification")),
    (_("Your bids"), ("auctions",)),
    (_("Workshops and events that you come to"), ("workshops", "booking", "admission", "agenda")),
    (_("Commissions"), ("commissions", "contracts", "progress")),
    (_("Works, artists and pictures"), ("marketplace", "imaging")),
    (_("Messages between us"), ("mailing",)),
    (
        _("What keeps the house honest and safe"),
        ("compliance", "consents", "copies", "safety", "erasure", "admin", "core", "rights", "incidents"),
    ),
)


_LANGUAGE_MARK: Final = re.compile(r" \[(?:ar|en)\]$")  # what modeltranslation adds to its columns


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record, in words, in the active language."""

    title: str
    holds: list[str]
    purpose: str
    basis: str
    retention: str
    export: str
    erase: str


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one topic."""

    title: str
    records: list[Record]


def groups() -> list[Group]:
    """Every declaration, by topic, in the active language."""
    found: dict[str, list[registry.Declaration]] = {}
    for declaration in registry.declarations():
        found.setdefault(apps.get_model(declaration.model)._meta.app_label, []).append(declaration)
    named = {code for _title, codes in TOPICS for code in codes}
    others = (
        (apps.get_app_config(code).verbose_name, (code,)) for code in sorted(found) if code not in named
    )
    topics = [
        (title, [item for code in codes for item in found.get(code, [])])
        for title, codes in (*TOPICS, *others)
    ]
    return [
        Group(capfirst(str(title)), [record_of(item) for item in items]) for title, items in topics if items
    ]


def record_of(declaration: registry.Declaration) -> Record:
    """A declaration in words, in the active language."""
    model: type[models.Model] = apps.get_model(declaration.model)
    return Record(
        title=capfirst(str(model._meta.verbose_name_plural)),
        holds=_labels(declaration),
        purpose=str(declaration.purpose),
        basis=capfirst(str(Basis(declaration.basis).label)),
        retention=_term(declaration.retention),
        export=str(declaration.export),
        erase=str(declaration.erase),
    )


def _labels(declaration: registry.Declaration) -> list[str]:
    """Names of the fields as people read them, each once (a bilingual field has several columns)."""
    labels: list[Any] = [field.verbose_name for field in registry.fields_of(declaration)]
    return list(dict.fromkeys(_LANGUAGE_MARK.sub("", str(label)) for label in labels))


def _term(retention: str | Promise | int) -> str:
    if not isinstance(retention, int):
        return str(retention)
    text = ngettext("%(days)s day after it was made.", "%(days)s days after it was made.", retention)
    return text % {"days": retention}
