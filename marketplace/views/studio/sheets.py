"""Sheets between the look and the word to go: kept privately, for one person and one seller, for a day."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from accounts.requests import SignedIn

KEPT: Final = 24 * 60 * 60
SESSION: Final = "studio_sheets"
MOST: Final = 5  # waiting for one person


@dataclass(frozen=True, slots=True)
class Kept:
    """`path` is readable by the server only; `name` is what the person calls it."""

    path: Path
    name: str
    seller: int
    currency: str


def _room() -> Path:
    room = Path(settings.VAR_DIR) / "sheets"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return room


def keep(
    request: SignedIn, *, chunks: Iterable[bytes], name: str, kind: str, seller: int, currency: str
) -> str:
    """Writes the sheet under a name of its own and remembers it in the session; returns its token."""
    _sweep()
    token = str(uuid.uuid4())
    file = f"{token}{kind}"
    with (_room() / file).open("wb") as target:
        for chunk in chunks:
            target.write(chunk)
    entry = {"file": file, "name": name, "seller": seller, "currency": currency}
    waiting = {**request.session.get(SESSION, {}), token: entry}
    request.session[SESSION] = dict(list(waiting.items())[-MOST:])
    return token


def kept(request: SignedIn, token: str) -> Kept | None:
    """The sheet behind a token of this very session; None when it is another's, done or swept."""
    entry: dict[str, Any] | None = request.session.get(SESSION, {}).get(token)
    if entry is None:
        return None
    path = _room() / entry["file"]
    return Kept(path, entry["name"], entry["seller"], entry["currency"]) if path.is_file() else None


def drop(request: SignedIn, token: str) -> None:
    entry = request.session.get(SESSION, {}).get(token)
    if entry:
        (_room() / entry["file"]).unlink(missing_ok=True)
        request.session[SESSION] = {key: one for key, one in request.session[SESSION].items() if key != token}


def _sweep() -> None:
    """What nobody came back for."""
    for path in _room().iterdir():
        if path.stat().st_mtime < time.time() - KEPT:
            path.unlink(missing_ok=True)
