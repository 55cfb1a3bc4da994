"""Fixtures that every room's tests may use; tests/conftest.py makes them known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from core import outbox
from core.enums import OutboxState
from core.models import OutboxMessage
from tests.core import emptying, template

# A busy machine is no fault of the code: examples may take their time.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    template.ensure()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests with real commits are cleaned up after by `emptying.empty`, which costs a tenth of a TRUNCATE."""
    with django_db_blocker.unblock():
        emptying.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: emptying.empty())
        yield


@pytest.fixture
def run_outbox() -> Callable[..., int]:
    """Hand every due message to its handler until none is left; a handler that fails fails the test.

    `run_outbox(delayed=True)` also takes those that are due later. Returns how many were handled.
    """

    def run(*, delayed: bool = False) -> int:
        waiting = OutboxMessage.objects.filter(state=OutboxState.WAITING)
        count = 0
        while True:
            if delayed:
                waiting.update(due_at="2000-01-01T00:00:00Z")
            taken = outbox.relay_once()
            failed = OutboxMessage.objects.exclude(last_error="").first()
            assert failed is None, f"{failed.topic}: {failed.last_error}"
            count += taken
            if not taken:
                return count

    return run
