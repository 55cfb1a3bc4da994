"""PostgreSQL, the only database, through psycopg's pool.

The limits are a net under everything else: no statement, no wait for a lock and no forgotten transaction may hold
the house for good. A long migration of a large table sets DATABASE_STATEMENT_TIMEOUT=0 for its own run.
"""

from __future__ import annotations

from typing import Any

import dj_database_url

from config import env

_limits = {
    "statement_timeout": env.integer("DATABASE_STATEMENT_TIMEOUT", 120),
    "lock_timeout": env.integer("DATABASE_LOCK_TIMEOUT", 30),
    "idle_in_transaction_session_timeout": env.integer("DATABASE_IDLE_TIMEOUT", 300),
}
_address: dict[str, Any] = dict(
    dj_database_url.parse(env.text("DATABASE_URL", "postgresql:///artsouk"), conn_max_age=0)
)
# What the address itself says (sslmode and the like) stays.
_options: dict[str, Any] = {
    **_address.get("OPTIONS", {}),
    "options": " ".join(f"-c {name}={seconds}s" for name, seconds in _limits.items()),
    "pool": {
        "min_size": 1,
        "max_size": env.integer("DATABASE_POOL_SIZE", 8),
        "timeout": 5,
    },
}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **_address,
        # A connection is tried before a request gets it: after a restart of the server nobody sees an error.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _options,
        "TEST": {"TEMPLATE": "template0"},
    },
}
