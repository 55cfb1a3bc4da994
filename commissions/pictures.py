"""References and sketches: drawn anew (`core/pictures.py`), kept privately under their hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from commissions.exceptions import PictureNotRead, PictureTooLarge
from core.pictures import MEGABYTE, PictureRefused, PictureTooHeavy, redrawn

MAX_BYTES: Final = 12 * MEGABYTE
MIN_SIDE: Final = 32
LONGEST: Final = 2_400
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Shot:
    data: bytes
    sha256: str
    width: int
    height: int


def read(file: Any) -> Shot:
    """Our own JPEG of an uploaded file. Raises PictureNotRead, PictureTooLarge."""
    name = str(getattr(file, "name", "") or "")[:80]
    try:
        data, width, height = redrawn(file, max_bytes=MAX_BYTES, longest=LONGEST, shortest=MIN_SIDE)
    except PictureTooHeavy as error:
        raise PictureTooLarge(name=name, limit=MAX_BYTES // MEGABYTE) from error
    except PictureRefused as error:
        raise PictureNotRead(name=name) from error
    return Shot(data, hashlib.sha256(data).hexdigest(), width, height)


def read_all(files: Sequence[Any]) -> list[Shot]:
    """Each picture once. Raises what `read` raises."""
    return list({shot.sha256: shot for shot in map(read, files)}.values())


def token() -> str:
    """The part of an address that nobody can guess."""
    return secrets.token_urlsafe(18)


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def keep(folder: str, data: bytes) -> str:
    """Written under its hash: the same picture again is the same file."""
    path = f"commissions/{folder}/{hashlib.sha256(data).hexdigest()}.jpg"
    if not store().exists(path):
        store().save(path, ContentFile(data))
    return path


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data
