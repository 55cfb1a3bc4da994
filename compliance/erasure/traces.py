"""What finds a person again: keyed hashes that outlive the erasure, and exact values that do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.crypto import salted_hmac

from compliance import registry, subjects
from compliance.erasure import plain
from compliance.subjects import Subject

Finder = Callable[[Subject], Iterable[str]]

SALT: Final = "compliance.erasure"
SHORTEST_PHONE: Final = 7  # digits; less is no telephone number
SHORTEST_NAME: Final = 6  # of one word: a shorter one stands in too many other texts
_finders: dict[str, Finder] = {}


def register(code: str, finder: Finder) -> None:
    """`finder(subject)` yields names, numbers or addresses by which other people's text may name the person."""
    _finders[code] = finder


def hashed(value: str) -> str:
    """Under the newest key."""
    return _under(_keys()[0], value)


def matches(value: str, known: Iterable[str]) -> bool:
    """Whether the value is one of these hashes, under any key of the site."""
    wanted = set(known)
    return any(_under(key, value) in wanted for key in _keys())


def mark_of(user: models.Model) -> str:
    """The person behind a number: a restored sequence may give the same number to somebody else."""
    return f"{user.pk}|{user.date_joined.isoformat()}"  # type: ignore[attr-defined]


def needles(subject: Subject) -> list[str]:
    """Addresses, full names and telephone numbers of the person, the longest first."""
    found = {*subject.emails, *_names(subject), *_phones(subject)}
    for finder in _finders.values():
        found |= {value.strip() for value in finder(subject)}
    return sorted((value for value in found if _tells(value)), key=lambda value: (-len(value), value))


def _tells(value: str) -> bool:
    """Whether the value means this person wherever it stands."""
    if "@" in value:
        return True
    if sum(char.isdigit() for char in value) >= SHORTEST_PHONE:
        return True
    return len(value) >= SHORTEST_NAME or (" " in value and len(value) > 3)  # noqa: PLR2004


def _names(subject: Subject) -> Iterator[str]:
    people = get_user_model()
    if subject.user_id is None:
        return
    names = [field.name for field in people._meta.concrete_fields if field.name.startswith("name")]
    rows = plain.rows(people).filter(pk=subject.user_id)
    for values in rows.values_list(*names) if names else ():
        yield from (str(value).strip() for value in values if value)


def _phones(subject: Subject) -> Iterator[str]:
    """From every declared field that is called a telephone, in every spelling that was typed."""
    for declaration in registry.declarations():
        names = [name for name in declaration.fields if "phone" in name]
        if not names or declaration.deed is None:
            continue
        for row in subjects.rows(declaration, subject):
            values = (str(getattr(row, name, "") or "").strip() for name in names)
            yield from (value for value in values if _is_phone(value))


def _is_phone(value: str) -> bool:
    return len(re.sub(r"\D", "", value)) >= SHORTEST_PHONE


def addresses_known(declaration: registry.Declaration) -> Iterator[str]:
    """Every address that stands in the declared columns, lower case: to find hashed ones in a restored backup."""
    model = apps.get_model(declaration.model)
    for name in declaration.by_email:
        stored = plain.rows(model).exclude(**{name: ""}).values_list(name, flat=True).distinct()
        yield from (str(value).lower() for value in stored.iterator() if value)


def _keys() -> list[str]:
    own: Any = settings.ERASURE_HASH_KEY
    others = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [*([str(own)] if own else []), *map(str, others)]


def _under(key: str, value: str) -> str:
    return salted_hmac(SALT, value.lower(), secret=key, algorithm="sha256").hexdigest()
