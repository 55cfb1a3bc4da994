from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from marketplace.imaging import storage


@pytest.fixture(autouse=True)
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Each test has two empty stores of its own."""
    places = {"originals": tmp_path / "originals", "media": tmp_path / "media"}
    monkeypatch.setattr(storage, "originals", lambda: FileSystemStorage(places["originals"]))
    monkeypatch.setattr(storage, "media", lambda: FileSystemStorage(places["media"], base_url="/media/"))
    return places


@pytest.fixture
def files(stores: dict[str, Path]):
    """The relative names of all files in one store."""

    def names(store: str) -> list[str]:
        root = stores[store]
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    return names
