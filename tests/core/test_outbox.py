"""The outbox: in the caller's transaction, once, by any number of relays, never lost."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models.functions import Now

from core import bell, locks, outbox
from core.enums import OutboxState
from core.models import OutboxMessage

TOPIC = "test.noted"


@pytest.fixture
def seen(monkeypatch):
    """A handler that notes what it was given; the registry is put back afterwards."""
    monkeypatch.setattr(outbox, "_handlers", dict(outbox._handlers))
    monkeypatch.setattr(bell, "ring", lambda: True)
    notes: list[dict] = []
    outbox.handles(TOPIC)(notes.append)
    return notes


@pytest.mark.django_db(transaction=True)
def test_needs_a_transaction(seen):
    with pytest.raises(outbox.OutsideTransaction):
        outbox.enqueue(TOPIC, {"n": 1})
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_write_takes_its_message_with_it(seen):
    with transaction.atomic():
        outbox.enqueue(TOPIC, {"n": 1})
        transaction.set_rollback(True)
    assert outbox.relay_once() == 0
    assert seen == []


@pytest.mark.django_db
def test_handed_over_once_and_marked_done(seen):
    outbox.enqueue(TOPIC, {"n": 1})
    assert outbox.relay_once() == 1
    assert outbox.relay_once() == 0
    assert seen == [{"n": 1}]
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts, message.finished_at is not None) == (OutboxState.DONE, 1, True)


@pytest.mark.django_db
def test_the_same_key_is_one_message_even_after_it_was_done(seen):
    outbox.enqueue(TOPIC, {"n": 1}, key="a")
    outbox.enqueue(TOPIC, {"n": 2}, key="a")
    outbox.relay_once()
    outbox.enqueue(TOPIC, {"n": 3}, key="a")
    outbox.enqueue(TOPIC, {"n": 4}, key="b")
    outbox.relay_once()
    assert seen == [{"n": 1}, {"n": 4}]


@pytest.mark.django_db
def test_a_delayed_message_waits(seen, run_outbox):
    outbox.enqueue(TOPIC, {"n": 1}, delay=timedelta(hours=1))
    assert run_outbox() == 0
    assert run_outbox(delayed=True) == 1


@pytest.mark.django_db
def test_payload_becomes_json(seen):
    outbox.enqueue(TOPIC, {"wait": timedelta(seconds=5), "word": "لوحة"})
    outbox.relay_once()
    assert seen == [{"wait": "P0DT00H00M05S", "word": "لوحة"}]


@pytest.mark.django_db
def test_a_failing_handler_loses_its_writes_and_backs_off(seen, monkeypatch):
    def fail(payload):
        OutboxMessage.objects.create(topic="written by the handler")
        raise ValueError("no such lot")

    outbox._handlers[TOPIC] = fail
    outbox.enqueue(TOPIC, {"n": 1})
    assert outbox.relay_once() == 1
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts, message.last_error) == (
        OutboxState.WAITING,
        1,
        "ValueError: no such lot",
    )
    assert OutboxMessage.objects.filter(due_at__gt=Now()).count() == 1
    assert outbox.relay_once() == 0


@pytest.mark.django_db
def test_parked_after_the_last_attempt_and_given_another_chance(seen):
    outbox._handlers[TOPIC] = lambda payload: 1 / 0
    outbox.enqueue(TOPIC, {"n": 1})
    for _ in range(outbox.MAX_ATTEMPTS):
        OutboxMessage.objects.update(due_at=Now())
        assert outbox.relay_once() == 1
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (OutboxState.PARKED, outbox.MAX_ATTEMPTS)
    OutboxMessage.objects.update(due_at=Now())
    assert outbox.relay_once() == 0
    outbox._handlers[TOPIC] = seen.append
    assert outbox.requeue([message.pk]) == 1
    assert outbox.relay_once() == 1
    assert seen == [{"n": 1}]
    assert outbox.requeue([message.pk]) == 0


@pytest.mark.django_db
def test_a_topic_without_a_handler_is_kept(seen):
    outbox.enqueue("test.from_the_future", {})
    outbox.relay_once()
    assert OutboxMessage.objects.get().last_error == "NoHandler: No handler for test.from_the_future."


def test_one_handler_a_topic(seen):
    with pytest.raises(ValueError, match="has a handler already"):
        outbox.handles(TOPIC)(lambda payload: None)


def test_waits_grow_to_a_limit():
    assert [outbox.wait_after(n).total_seconds() for n in (1, 2, 3, 4, 60)] == [1, 2, 4, 8, 900]


@pytest.mark.django_db
def test_one_bad_message_does_not_hold_the_others(seen):
    outbox.enqueue("test.unknown", {})
    outbox.enqueue(TOPIC, {"n": 2})
    assert outbox.relay_once() == 2
    assert seen == [{"n": 2}]


@pytest.mark.django_db
def test_old_done_rows_go_and_others_stay(seen):
    for n in range(3):
        outbox.enqueue(TOPIC, {"n": n})
    outbox.relay_once()
    first = OutboxMessage.objects.earliest("id")
    OutboxMessage.objects.filter(pk=first.pk).update(finished_at=Now() - timedelta(days=31))
    outbox.enqueue(TOPIC, {"n": 9})
    assert outbox.prune() == 1
    assert OutboxMessage.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_ring_for_the_whole_transaction(seen, monkeypatch):
    rings = []

    def ring():
        rings.append(1)

    monkeypatch.setattr(bell, "ring", ring)
    with transaction.atomic():
        for n in range(5):
            outbox.enqueue(TOPIC, {"n": n})
        with transaction.atomic():
            outbox.enqueue(TOPIC, {"n": 6})
        assert rings == []
    assert rings == [1]


@pytest.mark.django_db(transaction=True)
def test_a_relay_that_dies_before_its_commit_leaves_the_row_to_the_next(seen):
    """The handler ran, the done mark was not committed: its writes are gone too, and it runs again."""

    class Died(BaseException):
        pass

    def write_and_die(payload):
        OutboxMessage.objects.create(topic="effect", state=OutboxState.PARKED)
        raise Died

    outbox._handlers[TOPIC] = write_and_die
    with transaction.atomic():
        outbox.enqueue(TOPIC, {"n": 1})
    with pytest.raises(Died):
        outbox.relay_once()
    assert OutboxMessage.objects.filter(topic="effect").count() == 0
    outbox._handlers[TOPIC] = seen.append
    assert outbox.relay_once() == 1
    assert seen == [{"n": 1}]


def _in_threads(count, work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_several_relays_share_the_rows(seen):
    def slow(payload):
        time.sleep(0.005)
        seen.append(payload["n"])

    outbox._handlers[TOPIC] = slow
    with transaction.atomic():
        for n in range(40):
            outbox.enqueue(TOPIC, {"n": n})
    counts: list[int] = []
    _in_threads(4, lambda: counts.append(outbox.relay_once()))
    assert sorted(seen) == list(range(40))
    assert sum(counts) == 40
    assert max(counts) < 40


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_row_is_handled_twice(seen, monkeypatch):
    """The control: take the same row without a lock, and the race is there."""
    meet = threading.Barrier(2)

    def unlocked():
        return OutboxMessage.objects.filter(state=OutboxState.WAITING, due_at__lte=Now()).first()

    def together(payload):
        meet.wait(timeout=10)
        seen.append(payload["n"])

    monkeypatch.setattr(locks, "next_due_message", unlocked)
    outbox._handlers[TOPIC] = together
    with transaction.atomic():
        outbox.enqueue(TOPIC, {"n": 1})
    _in_threads(2, lambda: outbox.relay_once(limit=1))
    assert seen == [1, 1]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_transactions_with_one_key_write_one_message(seen):
    start = threading.Barrier(4)

    def write():
        start.wait(timeout=10)
        with transaction.atomic():
            outbox.enqueue(TOPIC, {"n": 1}, key="same")

    _in_threads(4, write)
    assert OutboxMessage.objects.filter(topic=TOPIC).count() == 1


@pytest.mark.django_db
def test_query_count_of_one_row(seen, django_assert_num_queries):
    outbox.enqueue(TOPIC, {"n": 1})
    with django_assert_num_queries(6):  # savepoint, lock, savepoint, release, done mark, release
        outbox.relay_once(limit=1)
    assert connection.in_atomic_block
