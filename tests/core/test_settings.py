"""The database settings keep what the address says and put a net under it."""

from __future__ import annotations

import importlib

import pytest

from config.settings.integrations import database


@pytest.fixture
def read(monkeypatch):
    def again(url, **env):
        monkeypatch.setenv("DATABASE_URL", url)
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        return importlib.reload(database).DATABASES["default"]

    yield again
    monkeypatch.undo()
    importlib.reload(database)


def test_options_of_the_address_stay(read):
    options = read("postgres://u:p@db/souk?sslmode=require")["OPTIONS"]
    assert options["sslmode"] == "require"
    assert options["options"] == (
        "-c statement_timeout=120s -c lock_timeout=30s -c idle_in_transaction_session_timeout=300s"
    )


def test_limits_come_from_the_environment(read):
    settings = read("postgres://u:p@db/souk", DATABASE_STATEMENT_TIMEOUT="0", DATABASE_POOL_SIZE="3")
    assert "statement_timeout=0s" in settings["OPTIONS"]["options"]
    assert (
        settings["OPTIONS"]["pool"]["max_size"],
        settings["CONN_HEALTH_CHECKS"],
        settings["CONN_MAX_AGE"],
    ) == (
        3,
        True,
        0,
    )


def test_the_limits_are_in_force(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        assert cursor.fetchone() == ("30s",)
