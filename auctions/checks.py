"""What can be wrong with the settings that the auctions rely on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution


def _options() -> dict[str, Any]:
    default: dict[str, Any] = settings.DATABASES["default"]
    options: dict[str, Any] = default.get("OPTIONS", {})
    return options


@register(Tags.database)
def isolation(**_kwargs: Any) -> list[CheckMessage]:
    """The lock-then-read of a bid needs READ COMMITTED: a later statement must see what it waited for."""
    level = _options().get("isolation_level")
    if level in {None, 1, 2}:  # psycopg's IsolationLevel: read uncommitted and read committed are the same
        return []
    return [
        Error(
            "Bids need the isolation level READ COMMITTED.",
            hint="Remove isolation_level from DATABASES['default']['OPTIONS'].",
            id="auctions.E001",
        )
    ]


@register(Tags.database)
def client_side_binding(**_kwargs: Any) -> list[CheckMessage]:
    """Several statements travel in one message, which server-side binding does not allow."""
    if not _options().get("server_side_binding"):
        return []
    return [
        Error(
            "Bids send several statements in one message; server-side binding does not allow that.",
            hint="Remove server_side_binding from DATABASES['default']['OPTIONS'].",
            id="auctions.E002",
        )
    ]


@register(Tags.compatibility)
def times_are_aware(**_kwargs: Any) -> list[CheckMessage]:
    if settings.USE_TZ:
        return []
    return [Error("Closing times need USE_TZ = True.", id="auctions.E003")]


@register(Tags.caches, deploy=True)
def shared_redis(**_kwargs: Any) -> list[CheckMessage]:
    """Rooms in several processes meet in Redis."""
    if getattr(settings, "REDIS_URL", ""):
        return []
    return [
        Caution("Without REDIS_URL each process's room looks into the log by itself.", id="auctions.W001")
    ]
