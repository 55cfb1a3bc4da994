"""Pictures of the work and of what is argued about: drawn anew, kept privately under their hash.

What was handed over is kept in three sizes: marked for judging, plain for looking at, large for printing.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from commissions import watermark
from commissions.contracts.exceptions import PictureRefused, PictureTooHeavy
from core import pictures
from core.pictures import MEGABYTE

MAX_BYTES: Final = 25 * MEGABYTE
MIN_SIDE: Final = 32
LARGE, VIEW, PROOF = 6_000, 2_000, 2_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as proof."""

    data: bytes
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture of the work in its three sizes."""

    full: Shot
    view: bytes
    preview: bytes


def shot(file: Any, *, longest: int = PROOF) -> Shot:
    """Our own JPEG of an uploaded file. Raises PictureRefused, PictureTooHeavy."""
    name = str(getattr(file, "name", "") or "")[:80]
    try:
        data, width, height = pictures.redrawn(file, max_bytes=MAX_BYTES, longest=longest, shortest=MIN_SIDE)
    except pictures.PictureTooHeavy as error:
        raise PictureTooHeavy(name=name, limit=MAX_BYTES // MEGABYTE) from error
    except pictures.PictureRefused as error:
        raise PictureRefused(name=name) from error
    return Shot(data, hashlib.sha256(data).hexdigest(), width, height)


def read(file: Any, *, number: str, name: str) -> Drawn:
    """The number of the commission and the artist's name go across the preview.

    Raises PictureRefused, PictureTooHeavy.
    """
    full = shot(file, longest=LARGE)
    view = _smaller(full.data, VIEW)
    return Drawn(full, view, watermark.marked(view, number=number, name=name)[0])


def _smaller(data: bytes, longest: int) -> bytes:
    return pictures.redrawn(io.BytesIO(data), max_bytes=len(data), longest=longest)[0]


def keep(contract: int, drawn: Drawn) -> dict[str, Any]:
    """Written under the hash of the large one; the columns of its row."""
    base = f"contracts/{contract}/{drawn.full.sha256}"
    paths = {"full": f"{base}-full.jpg", "view": f"{base}-view.jpg", "preview": f"{base}-preview.jpg"}
    for path, data in zip(paths.values(), (drawn.full.data, drawn.view, drawn.preview), strict=True):
        _write(path, data)
    return {**paths, "sha256": drawn.full.sha256, "width": drawn.full.width, "height": drawn.full.height}


def keep_shot(contract: int, one: Shot) -> dict[str, Any]:
    path = f"contracts/{contract}/evidence/{one.sha256}.jpg"
    _write(path, one.data)
    return {"path": path, "sha256": one.sha256, "width": one.width, "height": one.height}


def load(path: str) -> bytes:
    """Raises FileNotFoundError."""
    with store().open(path, "rb") as file:
        data: bytes = file.read()
    return data


def store() -> Storage:
    """The private store; nothing in it is served by itself."""
    return storages["originals"]


def _write(path: str, data: bytes) -> None:
    """The same picture again is the same file."""
    if not store().exists(path):
        store().save(path, ContentFile(data))
