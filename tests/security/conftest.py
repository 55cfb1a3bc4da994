"""What the tests of the whole site's security share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> None:
    """Counts of an earlier test are nobody's here."""
    cache.clear()


@pytest.fixture
def one_moment() -> Iterator[None]:
    """The clock of this process stands still: a minute's limit is a minute's, however busy the machine."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield
