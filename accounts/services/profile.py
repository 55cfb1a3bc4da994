"""What people say about themselves and how they like to read."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from accounts import events, locks
from accounts.models import User
from core.bidi import clean_line

ARABIC = re.compile(r"[\u0600-\u06ff]")
TEXTS = ("name_ar", "name_en")
PREFERENCES = ("language", "currency", "country", "time_zone", "arabic_digits", "theme")


def name_columns(name: str) -> dict[str, str]:
    """A name in the column of its script; nothing for an empty one."""
    clean = clean_line(name)[:150]
    if not clean:
        return {}
    return {"name_ar" if ARABIC.search(clean) else "name_en": clean}


@transaction.atomic
def update_profile(*, user: User, **changes: Any) -> User:
    """Names and preferences, validated; locks the person.

    Raises ValidationError for a value that is none of the offered ones, TypeError for an unknown field.
    """
    if unknown := set(changes) - {*TEXTS, *PREFERENCES}:
        raise TypeError(f"No part of the profile: {', '.join(sorted(unknown))}")
    held = locks.user(user.pk)
    before = {field: str(getattr(held, field) or "") for field in changes}
    for field, value in changes.items():
        setattr(held, field, clean_line(value or "") if field in TEXTS else value)
    held.clean_fields(exclude=[field.name for field in User._meta.fields if field.name not in changes])
    held.save(update_fields=_columns(changes))
    events.record(
        "accounts.profile.changed", subject=held, actor=held, before=before, after=_texts(held, changes)
    )
    return held


def remember_language(*, user: User, language: str) -> None:
    """The language that a person switched to, for their mails and their next visit."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
    user.language = language


def _columns(changes: dict[str, Any]) -> list[str]:
    return [*changes, "name"] if set(changes) & set(TEXTS) else list(changes)


def _texts(user: User, changes: dict[str, Any]) -> dict[str, str]:
    return {field: str(getattr(user, field) or "") for field in changes}
