"""What the auction tests share."""

from __future__ import annotations

import pytest

from auctions import works


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue's own services have tests of their own."""
    for name in ("hold", "release", "mark_sold"):
        monkeypatch.setattr(works, name, lambda lot: None)
