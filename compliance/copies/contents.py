"""What a copy holds, drawn from the declarations: chapters as people look for them, columns with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from compliance import notice, registry
from compliance.registry import Declaration

# Never given out, whatever a declaration forgets: what opens a door or proves knowledge of a secret.
SECRET_PARTS: Final = frozenset(
    {"password", "passwd", "token", "secret", "otp", "seed", "session", "key", "hash", "digest", "sealed"}
)
_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MARK: Final = re.compile(r" \[(?:ar|en)\]$")  # what modeltranslation adds to its columns
_LANGUAGES: Final = ("ar", "en")


def is_secret(name: str) -> bool:
    """Whether a column of this name is kept back in any case ("session_key", "codeHash")."""
    return any(part.lower() in SECRET_PARTS for part in _PART.findall(name))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record."""

    name: str
    field: models.Field[Any, Any]
    language: str
    storage: str

    @property
    def is_person(self) -> bool:
        return self.field.is_relation and self.field.related_model is get_user_model()

    @property
    def label(self) -> str:
        """As people call it, in the active language."""
        text = _plain_label(self.field)
        if not self.language:
            return capfirst(text)
        tongue = _("in Arabic") if self.language == "ar" else _("in English")
        return f"{capfirst(text)} ({tongue})"


@dataclass(frozen=True)
class Kind:
    """One declared model."""

    declaration: Declaration
    model: type[models.Model]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def title(self) -> str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def one(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        storages = dict(self.declaration.files)
        names = {field.name for field in self.model._meta.concrete_fields}
        return tuple(
            Column(field.name, field, _language_of(field, self.model), storages.get(field.name, ""))
            for field in self.model._meta.concrete_fields
            if not self._is_kept_back(field, names)
        )

    @cached_property
    def currency(self) -> str:
        """The path to the currency of the record's amounts; empty when it has none."""
        if _has(self.model, "currency"):
            return "currency"
        for field in self.model._meta.concrete_fields:
            related = field.related_model
            if (
                field.is_relation
                and not field.null
                and isinstance(related, type)
                and _has(related, "currency")
            ):
                return f"{field.name}__currency"
        return ""

    def _is_kept_back(self, field: models.Field[Any, Any], names: set[str]) -> bool:
        return (
            field.name in self.declaration.secret
            or is_secret(field.name)
            or field.generated
            or isinstance(field, SearchVectorField)
            or _is_base_of_translations(field.name, names)
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic of the privacy notice with its kinds of record; `slug` names its pages."""

    slug: str
    title: str | Promise
    kinds: tuple[Kind, ...]


def chapters() -> list[Chapter]:
    """Every exported declaration, in the order of the privacy notice."""
    by_app: dict[str, list[Kind]] = {}
    for declaration in registry.declarations():
        if declaration.exported:
            model = apps.get_model(declaration.model)
            by_app.setdefault(model._meta.app_label, []).append(Kind(declaration, model))
    return list(_chapters(by_app))


def left_out() -> list[Kind]:
    """Declared records that are not copied, with their reason in `declaration.export`."""
    return [Kind(one, apps.get_model(one.model)) for one in registry.declarations() if not one.exported]


def _chapters(by_app: dict[str, list[Kind]]) -> Iterator[Chapter]:
    named = [code for _title, codes in notice.TOPICS for code in codes]
    others = [
        (apps.get_app_config(code).verbose_name, (code,)) for code in sorted(by_app) if code not in named
    ]
    for title, codes in (*notice.TOPICS, *others):
        kinds = [kind for code in codes for kind in by_app.get(code, [])]
        if kinds:
            yield Chapter(codes[0], title, tuple(kinds))


def _language_of(field: models.Field[Any, Any], model: type[models.Model]) -> str:
    """The language that must be said with the label, because the column of the other one is called the same."""
    language = next((code for code in _LANGUAGES if field.name.endswith(f"_{code}")), "")
    if not language:
        return ""
    other = field.name[:-2] + ("en" if language == "ar" else "ar")
    twin = next((one for one in model._meta.concrete_fields if one.name == other), None)
    return language if twin is not None and _plain_label(twin) == _plain_label(field) else ""


def _plain_label(field: models.Field[Any, Any]) -> str:
    return _MARK.sub("", str(field.verbose_name))


def _is_base_of_translations(name: str, names: set[str]) -> bool:
    """The column beside its translations repeats one of them."""
    return all(f"{name}_{language}" in names for language in _LANGUAGES)


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
