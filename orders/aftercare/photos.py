"""A photo as proof in a case: drawn anew (`core/pictures.py`), kept privately under its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from core.pictures import MEGABYTE, PictureRefused, PictureTooHeavy, redrawn
from orders.aftercare.exceptions import PhotoRefused, PhotoTooHeavy

MAX_BYTES: Final = 12 * MEGABYTE
MIN_SIDE: Final = 32
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Shot:
    data: bytes
    sha256: str
    width: int
    height: int


def read(file: Any) -> Shot:
    """Our own JPEG of an uploaded file. Raises PhotoRefused, PhotoTooHeavy."""
    name = str(getattr(file, "name", "") or "")[:80]
    try:
        data, width, height = redrawn(file, max_bytes=MAX_BYTES, longest=LONGEST, shortest=MIN_SIDE)
    except PictureTooHeavy as error:
        raise PhotoTooHeavy(name=name, limit=MAX_BYTES // MEGABYTE) from error
    except PictureRefused as error:
        raise PhotoRefused(name=name) from error
    return Shot(data, hashlib.sha256(data).hexdigest(), width, height)


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def path_of(case: int, sha256: str) -> str:
    return f"cases/{case}/{sha256}.jpg"


def keep(case: int, shot: Shot) -> str:
    """Written under its hash: the same picture again is the same file."""
    path = path_of(case, shot.sha256)
    if not store().exists(path):
        store().save(path, ContentFile(shot.data))
    return path


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data
