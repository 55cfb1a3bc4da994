"""The probes: cheap, without a host name or a language, true."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import OperationalError

from core import bell, health, heartbeat


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(health, "_expected", {"worker": 60.0, "relay": 15.0})
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(heartbeat, "_last", {})
    monkeypatch.setattr(heartbeat, "FORGET", 600)
    client = heartbeat._shared()
    client.delete(heartbeat.key("worker"), heartbeat.key("relay"))


def beat(*names):
    for name in names:
        heartbeat.beat(name)


def test_alive_without_a_database_a_host_or_a_language(client, django_assert_num_queries):
    answer = client.get("/health/live", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Request-ID"]


def test_ready_when_every_part_is_there(client, db):
    beat("worker", "relay")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "status": "ready",
            "checks": {"database": "ok", "redis": "ok", "worker": "ok", "relay": "ok", "migrations": "ok"},
        },
    )


def test_the_second_look_costs_one_query(client, db, django_assert_num_queries):
    client.get("/health/ready")
    with django_assert_num_queries(1):
        client.get("/health/ready")


def test_a_silent_worker_and_a_late_relay_are_named(client, db, monkeypatch):
    beat("relay")
    monkeypatch.setattr(health, "_expected", {"worker": 60.0, "relay": -1.0})
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "checks": {"database": "ok", "redis": "ok", "worker": "missing", "relay": "late", "migrations": "ok"},
    }


def test_others_may_be_expected_too(client, db):
    health.expect("closer", 10)
    beat("worker", "relay")
    assert client.get("/health/ready").json()["checks"]["closer"] == "missing"
    beat("closer")
    assert client.get("/health/ready").status_code == 200


def test_without_redis(client, db, monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(heartbeat, "_client", None)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "redis": "down",
        "worker": "unknown",
        "relay": "unknown",
        "migrations": "ok",
    }


def test_without_a_database(client, db, monkeypatch):
    beat("worker", "relay")

    class Gone:
        def cursor(self):
            raise OperationalError("refused")

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Gone())
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "down"
    assert answer.json()["checks"]["migrations"] == "unknown"
    assert "refused" not in answer.content.decode()


def test_unapplied_migrations_are_seen(client, db):
    from django.db.migrations.recorder import MigrationRecorder

    beat("worker", "relay")
    MigrationRecorder.Migration.objects.filter(app="core", name="0002_arabic_search").delete()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "unapplied")


def test_the_worker_beats(db):
    from core.tasks import worker_heartbeat

    worker_heartbeat.delay()
    assert heartbeat.ages("worker")["worker"] < 5
    assert bell.channel().startswith(settings.REDIS_PREFIX)
