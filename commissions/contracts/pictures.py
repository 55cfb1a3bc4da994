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
from PIL import Image, ImageDraw

from commissions.contracts.exceptions import PictureRefused, PictureTooHeavy
from core import pictures
from core.pictures import MEGABYTE

MAX_BYTES: Final = 25 * MEGABYTE
MIN_SIDE: Final = 32
LARGE, VIEW, PREVIEW, PROOF = 6_000, 2_000, 1_400, 2_000


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


def read(file: Any) -> Drawn:
    """Raises PictureRefused, PictureTooHeavy."""
    full = shot(file, longest=LARGE)
    view = _smaller(full.data, VIEW)
    return Drawn(full, view, _marked(_smaller(view, PREVIEW)))


def _smaller(data: bytes, longest: int) -> bytes:
    return pictures.redrawn(io.BytesIO(data), max_bytes=len(data), longest=longest)[0]


def _marked(data: bytes) -> bytes:
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    draw = ImageDraw.Draw(picture, "RGBA")
    for line in range(0, picture.height, max(24, picture.height // 8)):
        draw.text((line % 90, line), "ART SOUK   " * 40, fill=(255, 255, 255, 110))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=pictures.QUALITY)
    return out.getvalue()


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
