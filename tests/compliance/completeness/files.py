"""Files that name their person in their own bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages


def kept(life: Any, name: str, storage: str = "originals") -> str:
    """Stores a file that holds the person's word; returns its stored name."""
    return storages[storage].save(
        f"completeness/{life.user.pk}/{name}", ContentFile(f"file of {life.word}".encode())
    )


def holding(*words: str) -> list[str]:
    """Stored names, in both storages, of files with one of these words in them."""
    wanted = [word.encode() for word in words]
    return sorted(
        f"{storage}:{name}"
        for storage in ("originals", "default")
        if storage in settings.STORAGES
        for name in _walk(storages[storage], "")
        if any(word in _bytes(storages[storage], name).lower() for word in wanted)
    )


def _walk(storage: Any, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder or ".")
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}/{name}".lstrip("/")
    for inner in folders:
        yield from _walk(storage, f"{folder}/{inner}".lstrip("/"))


def _bytes(storage: Any, name: str) -> bytes:
    with storage.open(name) as opened:
        content: bytes = opened.read()
    return content
