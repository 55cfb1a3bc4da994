"""The private store of sealed archives."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

from compliance.copies import vault
from compliance.copies.exceptions import FileDamaged
from compliance.copies.models import Copy

log = logging.getLogger("souk.copies")


def store() -> Storage:
    """Nothing in it is served by itself."""
    return storages["originals"]


def keep(content: IO[bytes], name: str) -> str:
    """The path under which the sealed file was kept."""
    return store().save(f"copies/{name}.bin", File(content))


def remove(path: str) -> None:
    """Gone already is gone."""
    if path:
        store().delete(path)


def read(copy: Copy, token: str = "") -> Iterator[bytes]:
    """The plain archive, chunk by chunk. Raises FileDamaged before the first chunk, vault.Damaged after it."""
    try:
        key = vault.unwrapped(copy.sealed_key or "", token)
        file = store().open(copy.path, "rb")
    except (OSError, vault.Damaged) as error:
        raise _damaged(copy, error) from error
    chunks = vault.opened(file, key, str(copy.code))
    try:
        first = next(chunks)
    except vault.Damaged as error:
        file.close()
        raise _damaged(copy, error) from error
    return _all(file, first, chunks)


def _damaged(copy: Copy, error: Exception) -> FileDamaged:
    log.error("copies.damaged", exc_info=error, extra={"copy": copy.pk})
    return FileDamaged()


def _all(file: IO[bytes], first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    with file:
        yield first
        yield from chunks
