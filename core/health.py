"""Whether this process lives, and whether the site can do its work: /health/live and /health/ready.

Answered before every other middleware: a probe has no host name, no HTTPS and no language.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

import redis
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from core import heartbeat

LIVE: Final = "/health/live"
READY: Final = "/health/ready"

# Who must be heard of, and how many seconds of silence are too many.
_expected: dict[str, float] = {"worker": 60.0, "relay": 15.0}
_migrated: set[str] = set()
_informants: list[Callable[[], dict[str, str]]] = []


def expect(name: str, seconds: float) -> None:
    """The site is not ready while `core.heartbeat.beat(name)` was not called for so long."""
    _expected[name] = seconds


def inform(source: Callable[[], dict[str, str]]) -> None:
    """What is degraded elsewhere ("payments.tap": "open"), told beside the checks: it makes nobody unready.

    Registering a source again changes nothing; one that fails says nothing.
    """
    if source not in _informants:
        _informants.append(source)


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info.rstrip("/")
        if path == LIVE:
            return _answer(200, {"status": "alive"})
        if path == READY:
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    """200 when every part is there, else 503; says which part is missing and nothing more."""
    checks = {"database": _database(), **_redis_and_beats()}
    checks["migrations"] = _migrations() if checks["database"] == "ok" else "unknown"
    well = all(state == "ok" for state in checks.values())
    body: dict[str, object] = {"status": "ready" if well else "not ready", "checks": checks}
    if degraded := _degraded():
        body["degraded"] = degraded
    return _answer(200 if well else 503, body)


def _degraded() -> dict[str, str]:
    told: dict[str, str] = {}
    for source in _informants:
        with suppress(Exception):
            told |= source()
    return told


def _answer(status: int, body: dict[str, object]) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        connection.close()
        return "down"
    return "ok"


def _migrations() -> str:
    """Once complete they stay complete for this process: its code does not change."""
    alias = connection.settings_dict["NAME"]
    if alias not in _migrated:
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return "unapplied"
        except DatabaseError:
            return "unknown"
        _migrated.add(alias)
    return "ok"


def _redis_and_beats() -> dict[str, str]:
    try:
        ages = heartbeat.ages(*_expected)
    except (redis.RedisError, OSError):
        return {"redis": "down", **dict.fromkeys(_expected, "unknown")}
    return {"redis": "ok", **{name: _beat(age, _expected[name]) for name, age in ages.items()}}


def _beat(age: float | None, limit: float) -> str:
    if age is None:
        return "missing"
    return "ok" if age <= limit else "late"
