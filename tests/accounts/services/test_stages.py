"""The recorded life-cycle, sleep and waking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from accounts import services
from accounts.enums import Stage, StageEvent
from accounts.models import StageChange, User
from accounts.tasks import put_silent_to_sleep
from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def _story(user: User) -> list[tuple[str, str, str]]:
    return list(user.stage_changes.order_by("pk").values_list("before", "after", "event"))


def test_each_step_is_kept_with_its_reason() -> None:
    user = UserFactory(stage=Stage.REGISTERED)
    for event in (StageEvent.SIGNED_UP, StageEvent.EMAIL_CONFIRMED, StageEvent.BOUGHT, StageEvent.SIGNED_IN):
        services.advance_stage(user=user, event=event)
    assert _story(user) == [
        ("visitor", "registered", "signed_up"),
        ("registered", "active", "email_confirmed"),
        ("active", "collector", "bought"),
    ]
    assert user.stage == User.objects.get().stage == Stage.COLLECTOR
    assert AuditEntry.objects.filter(action="accounts.stage.changed").count() == 3


def test_signing_up_twice_is_told_once() -> None:
    user = UserFactory(stage=Stage.REGISTERED)
    for _ in range(2):
        services.advance_stage(user=user, event=StageEvent.SIGNED_UP)
    assert _story(user) == [("visitor", "registered", "signed_up")]


def test_a_year_of_silence_puts_to_sleep_and_a_sign_in_wakes() -> None:
    silent = UserFactory(stage=Stage.SELLER, last_login=NOW - timedelta(days=366))
    never = UserFactory(date_joined=NOW - timedelta(days=400))
    awake = UserFactory(last_login=NOW - timedelta(days=364), date_joined=NOW - timedelta(days=900))
    closed = UserFactory(last_login=NOW - timedelta(days=366), is_active=False)
    assert services.put_silent_to_sleep(now=NOW) == 2
    assert services.put_silent_to_sleep(now=NOW) == 0
    stages = {user.pk: user.stage for user in User.objects.all()}
    assert stages == {
        silent.pk: Stage.DORMANT,
        never.pk: Stage.DORMANT,
        awake.pk: Stage.ACTIVE,
        closed.pk: Stage.ACTIVE,
    }
    assert services.advance_stage(user=silent, event=StageEvent.SIGNED_IN) is Stage.SELLER
    assert _story(silent) == [("seller", "dormant", "fell_silent"), ("dormant", "seller", "signed_in")]


def test_the_task_works_through_all_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.put_silent_to_sleep, "__kwdefaults__", {"now": NOW, "limit": 1})
    for _ in range(3):
        UserFactory(last_login=NOW - timedelta(days=500))
    assert put_silent_to_sleep() == 3
    assert set(User.objects.values_list("stage", flat=True)) == {Stage.DORMANT}


def test_a_kept_step_is_never_rewritten() -> None:
    user = UserFactory(stage=Stage.REGISTERED)
    services.advance_stage(user=user, event=StageEvent.EMAIL_CONFIRMED)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StageChange.objects.update(event="bought")
    assert _story(user) == [("registered", "active", "email_confirmed")]


def test_the_database_stores_no_visitor_and_no_step_on_the_spot() -> None:
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(stage=Stage.VISITOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        StageChange.objects.create(user=user, before="active", after="active", event="bought")
