"""Letters and notices of the privacy rooms: they lie below the mail room, which carries them.

The mail room calls `carried_by` when the house starts; what was registered before is handed over then.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from django.db import models

Arguments = tuple[str, dict[str, Any]]


class NobodyCarries(RuntimeError):
    """The mail room has not reported for duty: an app above the privacy rooms is missing."""


_carriers: list[ModuleType] = []
_letters: list[Arguments] = []
_notices: list[Arguments] = []


def carried_by(carrier: ModuleType) -> None:
    """The mail room takes over, with `register`, `register_notice`, `queue`, `queue_to_address` and `notify`."""
    _carriers[:] = [carrier]
    for name, kind in _letters:
        carrier.register(name, **kind)
    for name, words in _notices:
        carrier.register_notice(name, **words)


def register(name: str, **kind: Any) -> None:
    """Declare a letter: the arguments of `mailing.registry.register`."""
    _letters.append((name, kind))
    for carrier in _carriers:
        carrier.register(name, **kind)


def register_notice(kind: str, **words: Any) -> None:
    """Declare a notice: the arguments of `mailing.registry.register_notice`."""
    _notices.append((kind, words))
    for carrier in _carriers:
        carrier.register_notice(kind, **words)


def send(template: str, *, to: models.Model, context: Mapping[str, Any], key: str) -> Any:
    """Queue a letter to an account, in the caller's transaction; the same key again writes nothing."""
    return _carrier().queue(template, to=to, context=context, key=key)


def send_to_address(
    template: str, *, address: str, language: str, context: Mapping[str, Any], key: str
) -> Any:
    """Queue a letter to somebody without an account."""
    return _carrier().queue_to_address(template, address=address, language=language, context=context, key=key)


def notify(*, user: models.Model, kind: str, context: Mapping[str, Any], url: str, key: str) -> Any:
    """A notice inside the site, in the caller's transaction."""
    return _carrier().notify(user=user, kind=kind, context=context, url=url, key=key)


def _carrier() -> ModuleType:
    if not _carriers:
        raise NobodyCarries("No app has called compliance.post.carried_by().")
    return _carriers[0]
