"""The two stores: originals nobody is served, renditions that anybody may keep for ever."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def originals() -> Storage:
    return storages["originals"]


def media() -> Storage:
    return storages["default"]


def put(store: Storage, path: str, data: bytes) -> None:
    """Write a file whose name says its content: one that is there already is the same file."""
    if not store.exists(path):
        store.save(path, ContentFile(data))
