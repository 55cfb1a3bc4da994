"""Which fields a request may correct by the machine: the rooms that own them say it in their `ready()`.

Anything else is described in words, corrected where it stands, and written down with its before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Read = Callable[[Any], str]
Write = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Field:
    """`read(user)` gives what stands there; `write(user=, value=, by=)` is the owner's own service.

    `topic` is the label of the app, by which the recipients are found that got the old value.
    """

    code: str
    label: str | Promise
    read: Read
    write: Write
    topic: str


_fields: dict[str, Field] = {}


def register(code: str, label: str | Promise, *, read: Read, write: Write, topic: str) -> None:
    """The same code again replaces it."""
    _fields[code] = Field(code, label, read, write, topic)


def fields() -> list[Field]:
    """In the order in which they were registered."""
    return list(_fields.values())


def field(code: str) -> Field | None:
    return _fields.get(code)
