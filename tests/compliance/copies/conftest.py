"""Fixtures of the copies' tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.storage import storages

from compliance.copies import files
from compliance.copies.models import Copy
from tests.factories.accounts import UserFactory


@pytest.fixture
def huda(db) -> Any:
    return UserFactory(email="huda@example.com", name_ar="هدى العتيبي", name_en="Huda Alotaibi")


@pytest.fixture
def unzipped() -> Callable[..., zipfile.ZipFile]:
    def read(copy: Copy, token: str = "") -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(b"".join(files.read(copy, token))))

    return read


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path) -> Iterator[None]:
    """Each test its own private store."""
    kept = settings.STORAGES
    options = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private"},
    }
    settings.STORAGES = {**kept, "originals": options}
    storages.__dict__.pop("backends", None)
    storages._storages = {}
    yield
    settings.STORAGES = kept
    storages._storages = {}
