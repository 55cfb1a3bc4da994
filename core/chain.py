"""A chain of hashes: each link signs what it carries and everything before it.

The rule, so that anyone can verify it with other tools: hash = hex SHA-256 of the previous hash (64 ASCII hex
digits), a newline, and the canonical JSON of the payload in UTF-8. The first link follows GENESIS.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

GENESIS: Final = "0" * 64


class Link(NamedTuple):
    prev_hash: str
    hash: str
    payload: Any


def canonical(obj: Any) -> bytes:
    """JSON with sorted keys, no blanks, strings in NFC, instants as UTC with microseconds and Z.

    Raises TypeError for floats (they have no one spelling), naive datetimes and unknown types,
    ValueError for keys that meet after normalisation and for text that is not valid Unicode.
    """
    text = json.dumps(_plain(obj), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def link(prev_hash: str, payload: Any) -> str:
    """The hash of a link: hex SHA-256 over the previous hash, a newline and the canonical payload."""
    return hashlib.sha256(prev_hash.encode("ascii") + b"\n" + canonical(payload)).hexdigest()


def first_break(links: Iterable[Link], start: str = GENESIS) -> int | None:
    """The place (from 0) of the first link that does not fit, or None when the chain is whole."""
    expected = start
    for place, (prev_hash, own_hash, payload) in enumerate(links):
        if prev_hash != expected or link(prev_hash, payload) != own_hash:
            return place
        expected = own_hash
    return None


def _plain(obj: Any) -> Any:
    """Only what has exactly one spelling in JSON."""
    if obj is None or type(obj) in {bool, int}:
        return obj
    if isinstance(obj, str):
        return unicodedata.normalize("NFC", obj)
    if isinstance(obj, datetime):
        return _instant(obj)
    if isinstance(obj, date):
        return obj.isoformat()
    if isinstance(obj, dict):
        return _mapping(obj)
    if isinstance(obj, (list, tuple)):
        return [_plain(item) for item in obj]
    raise TypeError(f"{type(obj).__name__} has no canonical form.")


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise TypeError("A datetime without a time zone has no canonical form.")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _mapping(obj: dict[Any, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in obj.items():
        if not isinstance(key, str):
            raise TypeError("Keys are text.")
        name = unicodedata.normalize("NFC", key)
        if name in result:
            raise ValueError(f"Two keys are the same after normalisation: {name!r}.")
        result[name] = _plain(value)
    return result
