"""Ordering, making, restarting, ending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from compliance.copies import files, services, signals, vault
from compliance.copies.enums import CopyState
from compliance.copies.exceptions import FileDamaged, NobodyNamed, OrderedTooOften
from compliance.copies.models import Copy
from compliance.copies.services import making
from compliance.models import AuditEntry
from compliance.subjects import Subject
from core import clock
from core.models import OutboxMessage
from mailing.models import EmailMessage, Notification
from tests.factories.accounts import UserFactory
from tests.factories.copies import make_copy


def order(user, **more):
    return services.order_copy(user=user, by=user, **more)


def stored():
    try:
        return sorted(files.store().listdir("copies")[1])
    except FileNotFoundError:
        return []


def actions(copy):
    entries = AuditEntry.objects.filter(subject_type="copies.copy", subject_id=str(copy.pk))
    return list(entries.order_by("id").values_list("action", flat=True))


@pytest.fixture
def heard():
    """The signals that were sent, in their order."""
    found: list[tuple[str, int]] = []

    def ready(sender, copy, **_):
        found.append(("ready", copy.pk))

    def failed(sender, copy, **_):
        found.append(("failed", copy.pk))

    signals.copy_ready.connect(ready)
    signals.copy_failed.connect(failed)
    yield found
    signals.copy_ready.disconnect(ready)
    signals.copy_failed.disconnect(failed)


def test_from_the_order_to_the_letter_by_the_outbox(huda, run_outbox, heard):
    copy = order(huda, request_pk=7)
    assert (copy.state, copy.percent, stored()) == ("queued", 0, [])
    run_outbox()
    copy.refresh_from_db()
    assert (copy.state, copy.percent, copy.request_pk) == ("ready", 100, 7)
    assert len(stored()) == 1
    assert copy.expires_at - copy.ready_at == timedelta(days=7)
    assert heard == [("ready", copy.pk)]
    letter = EmailMessage.objects.get(template="copies.ready")
    assert letter.to_address == "huda@example.com"
    assert str(copy.code) in letter.text
    assert "نسخة بياناتك جاهزة" in letter.text
    assert Notification.objects.filter(user=huda, kind="copies.ready").count() == 1
    assert actions(copy) == ["copies.copy.ordered", "copies.copy.ready"]


def test_what_lies_in_the_store_is_not_readable(huda):
    copy = make_copy(huda)
    with files.store().open(copy.path) as file:
        content = file.read()
    assert b"huda@example.com" not in content
    assert b"PK\x03\x04" not in content[:64]
    assert huda.email.encode() not in str(copy.path).encode()


def test_one_at_a_time_a_request_joins_the_one_on_its_way(huda):
    first = order(huda)
    assert order(huda, request_pk=9).pk == first.pk
    first.refresh_from_db()
    assert first.request_pk == 9
    assert order(huda, request_pk=10).request_pk == 9
    assert Copy.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(user=huda)


def test_three_a_day_unless_a_request_asks(huda):
    for _ in range(3):
        make_copy(huda)
    with pytest.raises(OrderedTooOften):
        order(huda)
    assert Copy.objects.count() == 3
    assert order(huda, request_pk=1).state == CopyState.QUEUED
    assert order(UserFactory()).state == CopyState.QUEUED


def test_nobody_is_nobody(db):
    for nobody in ({}, {"subject": Subject(None)}):
        with pytest.raises(NobodyNamed):
            services.order_copy(**nobody)


def test_a_second_worker_finds_it_taken(huda):
    copy = order(huda)
    assert making._claim(copy.pk) is not None
    assert services.make(copy_id=copy.pk) is False
    copy.refresh_from_db()
    assert (copy.state, copy.attempt) == ("building", 1)
    assert services.make(copy_id=0) is False


def test_after_a_killed_worker_the_sweep_begins_anew(huda, run_outbox, monkeypatch):
    """The worker dies without a word: SystemExit is no Exception, nothing is noted."""
    copy = order(huda)

    def killed(*_args):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(making, "_holder", killed)
        with pytest.raises(SystemExit):
            services.make(copy_id=copy.pk)
    copy.refresh_from_db()
    assert (copy.state, copy.attempt, stored()) == ("building", 1, [])
    OutboxMessage.objects.all().delete()  # its message was taken
    assert services.sweep() == 0  # perhaps it only thinks
    assert services.sweep(now=clock.now() + making.LEASE + timedelta(seconds=1)) == 1
    run_outbox(delayed=True)
    copy.refresh_from_db()
    assert (copy.state, copy.attempt, copy.failure) == ("ready", 2, "")
    assert len(stored()) == 1


def test_a_worker_that_was_overtaken_throws_its_file_away(huda, monkeypatch):
    copy = order(huda)
    made = making._made

    def slow(claimed):
        result = made(claimed)
        Copy.objects.filter(pk=copy.pk).update(attempt=claimed.attempt + 1)
        return result

    monkeypatch.setattr(making, "_made", slow)
    services.make(copy_id=copy.pk)
    copy.refresh_from_db()
    assert (copy.state, copy.path, stored()) == ("building", "", [])


def test_a_person_who_is_erased_meanwhile_leaves_no_file(huda, monkeypatch):
    copy = order(huda)
    made = making._made

    def slow(claimed):
        result = made(claimed)
        Copy.objects.filter(pk=copy.pk).delete()
        return result

    monkeypatch.setattr(making, "_made", slow)
    services.make(copy_id=copy.pk)
    assert stored() == []


def test_a_message_that_was_lost_is_written_again(huda, run_outbox):
    copy = order(huda)
    OutboxMessage.objects.all().delete()
    assert services.sweep(now=clock.now() + timedelta(minutes=16)) == 1
    run_outbox(delayed=True)
    copy.refresh_from_db()
    assert copy.state == "ready"


def test_five_failures_are_the_end_and_somebody_is_told(huda, run_outbox, monkeypatch, heard):
    def broken(*_args):
        raise OSError("disk full")

    monkeypatch.setattr(files, "keep", broken)
    copy = order(huda)
    run_outbox(delayed=True)
    copy.refresh_from_db()
    assert (copy.state, copy.attempt, copy.failure) == ("failed", 5, "OSError")
    assert heard == [("failed", copy.pk)]
    assert actions(copy)[-1] == "copies.copy.failed"
    assert order(huda).pk != copy.pk


def test_after_seven_days_key_and_file_are_gone(huda, run_outbox):
    copy = make_copy(huda)
    assert services.sweep(now=copy.expires_at - timedelta(seconds=1)) == 0
    assert services.sweep(now=copy.expires_at) == 1
    run_outbox()
    copy.refresh_from_db()
    assert (copy.state, copy.path, copy.sealed_key, stored()) == ("expired", "", None, [])
    assert actions(copy)[-1] == "copies.copy.expired"
    services.destroy(copy=copy)
    assert actions(copy).count("copies.copy.expired") == 1


def test_a_damaged_file_is_not_given_out(huda):
    copy = make_copy(huda)
    with files.store().open(copy.path) as file:
        content = bytearray(file.read())
    content[40] ^= 1
    files.store().delete(copy.path)
    from django.core.files.base import ContentFile

    files.store().save(copy.path, ContentFile(bytes(content)))
    with pytest.raises((FileDamaged, vault.Damaged)):
        list(files.read(copy))
    files.store().delete(copy.path)
    with pytest.raises(FileDamaged):
        files.read(copy)
