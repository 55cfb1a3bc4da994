"""Names, addresses and numbers of a person in other people's free text become a bar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from compliance import deeds
from compliance.erasure import doing, plain
from compliance.registry import Declaration
from core.crypt import EncryptedField

BAR: Final = deeds.MARK


def blacken(declaration: Declaration, needles: Sequence[str]) -> int:
    """Overwrites the exact values in the declared text fields of all rows; returns how many rows changed."""
    if not needles or not declaration.mentions:
        return 0
    pattern = pattern_of(needles)
    model = apps.get_model(declaration.model)
    with doing.passing(declaration.model, declaration.deed or deeds.delete()):
        return sum(_blacken_field(model, name, needles, pattern) for name in declaration.mentions)


def pattern_of(needles: Sequence[str]) -> re.Pattern[str]:
    """Whole words only, in any case; a telephone number in any grouping."""
    return re.compile("|".join(rf"(?<!\w){_loose(needle)}(?!\w)" for needle in needles), re.IGNORECASE)


def _loose(needle: str) -> str:
    digits = re.sub(r"\D", "", needle)
    if "@" in needle or len(digits) < 7 or re.search(r"[^\W\d]", needle):  # noqa: PLR2004
        return r"\s+".join(re.escape(word) for word in needle.split())
    plus = r"\+?" if needle.strip().startswith("+") else ""
    return plus + r"[\s()\-.]*".join(digits)


def cleaned(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value with bars; text inside JSON too, its keys left alone."""
    if isinstance(value, str):
        return pattern.sub(BAR, value)
    if isinstance(value, list):
        return [cleaned(item, pattern) for item in value]
    if isinstance(value, dict):
        return {key: cleaned(item, pattern) for key, item in value.items()}
    return value


def _blacken_field(
    model: type[models.Model], name: str, needles: Sequence[str], pattern: re.Pattern[str]
) -> int:
    count = 0
    for key, value in _candidates(model, name, needles).iterator(chunk_size=500):
        new = cleaned(value, pattern)
        if new != value:
            count += plain.rows(model).filter(pk=key).update(**{name: new})
    return count


def _candidates(model: type[models.Model], name: str, needles: Sequence[str]) -> Any:
    """(key, value) of rows that may name the person; encrypted columns have to be read whole."""
    rows = plain.rows(model).order_by("pk")
    found = model._meta.get_field(name)
    if isinstance(found, EncryptedField):
        return rows.exclude(**{f"{name}__isnull": True}).values_list("pk", name)
    if any(_by_pattern(needle) for needle in needles):
        return rows.exclude(**{f"{name}__isnull": True}).values_list("pk", name)
    asked = models.Q()
    for needle in needles:
        asked |= models.Q(_text__icontains=needle.split()[0])
    return rows.annotate(_text=Cast(name, models.TextField())).filter(asked).values_list("pk", name)


def _by_pattern(needle: str) -> bool:
    """A telephone number may be grouped in other ways: SQL cannot narrow it down."""
    return "@" not in needle and len(re.sub(r"\D", "", needle)) >= 7  # noqa: PLR2004
