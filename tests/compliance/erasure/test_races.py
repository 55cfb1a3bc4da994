"""Two officers at one instant, two workers at one step: with the lock, and without it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction

from compliance.erasure import locks, services
from compliance.erasure.enums import State
from compliance.erasure.exceptions import Moved
from compliance.erasure.models import Erasure, Step
from compliance.models import AuditEntry
from core.models import OutboxMessage
from mailing.models import Notification
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.erasure import approved, officer, proposed
from tests.factories.mailing import NotificationFactory

pytestmark = pytest.mark.race


def approvals():
    return AuditEntry.objects.filter(action="erasure.erasure.approved").count()


def test_two_officers_approve_once(transactional_db, small):
    assert Permission.objects.filter(codename="handle_privacy").exists()
    row, officers = proposed(UserFactory()), [officer(), officer()]
    results = together([lambda by=by: services.approve(erasure=row, by=by) for by in officers])
    assert sorted(type(result).__name__ for result in results) == ["Erasure", "Moved"]
    assert approvals() == 1
    assert OutboxMessage.objects.filter(topic="erasure.run").count() == 1


def test_control_without_the_lock_both_approve(transactional_db, small, monkeypatch):
    import threading

    both = threading.Barrier(2)

    def unlocked(pk):
        row = Erasure.objects.get(pk=pk)
        both.wait(30)
        return row

    monkeypatch.setattr(locks, "erasure", unlocked)
    row, officers = proposed(UserFactory()), [officer(), officer()]
    results = together([lambda by=by: services.approve(erasure=row, by=by) for by in officers])
    assert Moved not in {type(result) for result in results}
    assert approvals() == 2


def test_two_workers_do_each_step_once(transactional_db, small, replay_file):
    person = UserFactory()
    NotificationFactory.create_batch(3, user=person)
    row = approved(person)
    results = together([lambda: services.run(erasure=row)] * 2)
    assert [result.state for result in results] in (
        [State.DONE] * 2,
        [State.RUNNING, State.DONE],
        [State.DONE, State.RUNNING],
    )
    assert Erasure.objects.get(pk=row.pk).state == State.DONE
    assert Step.objects.get(erasure=row, target="mailing.Notification").deleted == 3
    assert Notification.objects.filter(user=person).count() == 0
    assert AuditEntry.objects.filter(action="erasure.erasure.done").count() == 1
    assert len(replay_file.read_text().splitlines()) == 1


def test_a_hold_is_before_the_first_step_or_after_it(transactional_db, small):
    person, clerk = UserFactory(), officer()
    row = approved(person)
    held, result = together(
        [lambda: services.hold(user=person, reason="Court", by=clerk), lambda: services.run(erasure=row)]
    )
    assert held.pk is not None
    assert result.state in {State.DONE, State.FAILED}
    begun = Step.objects.filter(erasure=row).exists()
    assert begun == (result.state == State.DONE)
    with transaction.atomic():
        assert Erasure.objects.get(pk=row.pk).steps.filter(state="done").exists() == begun
