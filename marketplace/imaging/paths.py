"""Where files live: originals by content hash in a private store, renditions under lasting names."""

from __future__ import annotations

import re
from typing import Final

RENDITION: Final = re.compile(r"^works/[0-9a-f]{2}/[0-9a-f]{24}-r[0-9]{1,3}-[0-9]{1,5}\.(?:avif|webp|jpg)$")
SUFFIXES: Final = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
MIMES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
ORIGINAL_SUFFIXES: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def original(sha256: str, kind: str) -> str:
    """Path of an upload in the private store."""
    return f"{sha256[:2]}/{sha256}.{ORIGINAL_SUFFIXES[kind]}"


def rendition(sha256: str, recipe: int, width: int, form: str) -> str:
    """Path of a served file: the original's hash, its recipe and its width say all of its content."""
    return f"works/{sha256[:2]}/{sha256[:24]}-r{recipe}-{width}.{SUFFIXES[form]}"


def mime_of(path: str) -> str:
    return MIMES[path.rpartition(".")[2]]
