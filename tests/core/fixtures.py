"""Fixtures that every room's tests may use; tests/conftest.py makes them known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import settings

from core import outbox
from core.enums import OutboxState
from core.models import OutboxMessage
from tests.core import template

# A busy machine is no fault of the code: examples may take their time.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

# Tests with real commits empty the tables by TRUNCATE, which these refuse in the house.
NO_TRUNCATE = {
    "compliance_auditentry": "pgtrigger_audit_no_truncate_dcc8b",
    "compliance_auditseal": "pgtrigger_seal_no_truncate_00d87",
    "compliance_audithead": "pgtrigger_head_no_truncate_2b8d5",
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    template.ensure()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, trigger in NO_TRUNCATE.items():
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')


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
