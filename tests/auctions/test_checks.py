"""The settings that bids rely on are checked at the start."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as house

from auctions import checks


def with_options(monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    monkeypatch.setitem(house.DATABASES["default"], "OPTIONS", options)


def test_all_is_well_as_we_ship() -> None:
    for check in (checks.isolation, checks.client_side_binding, checks.times_are_aware, checks.shared_redis):
        assert check() == []


def test_another_isolation_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with_options(monkeypatch, isolation_level=4)
    assert [found.id for found in checks.isolation()] == ["auctions.E001"]


def test_server_side_binding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with_options(monkeypatch, server_side_binding=True)
    assert [found.id for found in checks.client_side_binding()] == ["auctions.E002"]


def test_naive_times_and_a_missing_redis(settings: Any) -> None:
    settings.USE_TZ = False
    settings.REDIS_URL = ""
    assert [found.id for found in checks.times_are_aware()] == ["auctions.E003"]
    assert [found.id for found in checks.shared_redis()] == ["auctions.W001"]
