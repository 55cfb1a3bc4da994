"""Papers that show what is right: private files, looked at by officers, destroyed with the decision."""

from __future__ import annotations

import uuid
from typing import IO, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from compliance.rights.exceptions import EvidenceRefused
from core.bidi import clean_line

LARGEST: Final = 5 * 1024 * 1024
KINDS: Final = {b"%PDF-": ("pdf", "application/pdf"), b"\xff\xd8\xff": ("jpg", "image/jpeg"),
                b"\x89PNG\r\n\x1a\n": ("png", "image/png")}  # fmt: skip


def store(file: Any) -> tuple[str, str]:
    """The path in the private storage and the name for people. Raises EvidenceRefused."""
    data = file.read(LARGEST + 1)
    kind = _kind(data)
    if kind is None or len(data) > LARGEST:
        raise EvidenceRefused
    path = storages["originals"].save(f"rights/{uuid.uuid4().hex}.{kind[0]}", ContentFile(data))
    return path, clean_line(str(getattr(file, "name", "")))[-120:]


def load(path: str) -> tuple[bytes, str]:
    """The bytes and their type. Raises FileNotFoundError."""
    stream: IO[bytes]
    with storages["originals"].open(path) as stream:
        data = stream.read()
    kind = _kind(data)
    return data, kind[1] if kind else "application/octet-stream"


def destroy(path: str) -> None:
    """Gone, also when it was gone before."""
    storages["originals"].delete(path)


def _kind(data: bytes) -> tuple[str, str] | None:
    """By the first bytes, never by the name."""
    return next((kind for mark, kind in KINDS.items() if data.startswith(mark)), None)
