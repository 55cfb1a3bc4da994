"""The privacy notice's table of records, drawn from what the apps declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import ngettext

from compliance import registry
from compliance.enums import Basis

# What people come for first; the rest follows in the order of the apps.
FIRST = ("accounts", "account", "orders", "auctions", "marketplace", "mailing")


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
    """The records of one app."""

    code: str
    title: str
    records: list[Record]


def groups() -> list[Group]:
    """Every declaration, by app, in the active language."""
    found: dict[str, list[registry.Declaration]] = {}
    for declaration in registry.declarations():
        found.setdefault(apps.get_model(declaration.model)._meta.app_label, []).append(declaration)
    return [_group(code, found[code]) for code in sorted(found, key=_place)]


def _place(code: str) -> tuple[int, str]:
    return (FIRST.index(code) if code in FIRST else len(FIRST), code)


def _group(code: str, declarations: list[registry.Declaration]) -> Group:
    title = capfirst(str(apps.get_app_config(code).verbose_name))
    return Group(code, title, [_record(declaration) for declaration in declarations])


def _record(declaration: registry.Declaration) -> Record:
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
    return list(dict.fromkeys(str(label) for label in labels))


def _term(retention: str | Promise | int) -> str:
    if not isinstance(retention, int):
        return str(retention)
    text = ngettext("%(days)s day after it was made.", "%(days)s days after it was made.", retention)
    return text % {"days": retention}
