"""The relay's loop: wakes by the bell or by itself, outlives its neighbours, stops when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import redis
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction

from core import bell, heartbeat, outbox
from core.models import OutboxMessage
from core.relay import Relay

TOPIC = "test.relayed"


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.setattr(outbox, "_handlers", dict(outbox._handlers))
    monkeypatch.setattr(outbox, "_others", [])
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    notes: list[int] = []
    outbox.handles(TOPIC)(lambda payload: notes.append(payload["n"]))
    return notes


@pytest.fixture
def relay(seen):
    running = Relay("test-relay")
    thread = threading.Thread(target=running.run)
    thread.start()
    yield running
    running.stop()
    thread.join(timeout=30)
    assert not thread.is_alive()


def eventually(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def send(n):
    with transaction.atomic():
        outbox.enqueue(TOPIC, {"n": n})


@pytest.mark.django_db(transaction=True)
def test_a_committed_message_arrives(relay, seen):
    send(1)
    assert eventually(lambda: seen == [1])


@pytest.mark.django_db(transaction=True)
def test_a_deaf_bell_costs_a_moment_only(relay, seen, monkeypatch):
    monkeypatch.setattr(bell, "ring", lambda: False)
    send(1)
    assert eventually(lambda: seen == [1])


@pytest.mark.django_db(transaction=True)
def test_works_without_redis(seen, monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(bell, "_client", None)
    monkeypatch.setattr(heartbeat, "_client", None)
    monkeypatch.setattr(heartbeat, "_last", {})
    running = Relay()
    thread = threading.Thread(target=running.run)
    thread.start()
    send(1)
    arrived = eventually(lambda: seen == [1])
    running.stop()
    thread.join(timeout=30)
    assert arrived
    assert bell.ring() is False


@pytest.mark.django_db(transaction=True)
def test_a_commit_does_not_wait_for_a_dead_redis(seen, monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(bell, "_client", None)
    began = time.monotonic()
    for n in range(20):
        send(n)
    assert time.monotonic() - began < 2
    assert OutboxMessage.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_lost_database_is_waited_out(seen, monkeypatch):
    failures = iter([OperationalError("server closed the connection"), OperationalError("refused")])
    honest = outbox.relay_once

    def flaky(limit):
        for error in failures:
            raise error
        return honest(limit)

    monkeypatch.setattr(outbox, "relay_once", flaky)
    send(1)
    running = Relay()
    thread = threading.Thread(target=running.run)
    thread.start()
    arrived = eventually(lambda: seen == [1])
    running.stop()
    thread.join(timeout=30)
    assert arrived
    assert running._pause == 0.25


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ends_is_replaced(relay, seen):
    assert eventually(lambda: heartbeat.ages("test-relay")["test-relay"] is not None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    send(1)
    assert eventually(lambda: seen == [1])


@pytest.mark.django_db(transaction=True)
def test_other_work_is_done_each_round_and_its_faults_stay_its_own(seen):
    rounds: list[str] = []

    @outbox.also
    def broken():
        rounds.append("broken")
        raise ValueError("no such lot")

    @outbox.also
    def works():
        rounds.append("works")
        return 0

    assert outbox.also(works) is works
    assert outbox.other_work() == (broken, works)
    assert Relay()._work() == 0
    assert rounds == ["broken", "works"]


@pytest.mark.django_db
def test_heartbeats_are_heard_and_forgotten(monkeypatch):
    monkeypatch.setattr(heartbeat, "_last", {})
    assert heartbeat.ages("nobody") == {"nobody": None}
    assert heartbeat.beat("somebody") is True
    assert heartbeat.ages("somebody", "nobody")["somebody"] < 5
    assert 0 < heartbeat._shared().ttl(heartbeat.key("somebody")) <= heartbeat.FORGET


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_in_redis():
    listener = redis.Redis.from_url(settings.REDIS_URL).pubsub()
    listener.subscribe(bell.channel())
    listener.get_message(timeout=2)
    bell._silent_until = 0.0
    with transaction.atomic():
        outbox.enqueue(TOPIC, {})
        outbox.enqueue(TOPIC, {})
        assert listener.get_message(timeout=0.1) is None
    assert listener.get_message(timeout=2)["data"] == b"1"
    assert listener.get_message(timeout=0.1) is None
    listener.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_when_told(number):
    database = connections["default"].settings_dict
    host, port = database["HOST"].replace("/", "%2F"), database["PORT"] or 5432
    url = f"postgresql://{database['USER']}@{host}:{port}/{database['NAME']}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_relay", "--name", "test-command"],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "relay: ready\n"
    process.send_signal(number)
    out, _ = process.communicate(timeout=90)
    assert (process.returncode, out) == (0, "relay: stopped\n")
