"""PostgreSQL, the only database, through psycopg's pool."""

from __future__ import annotations

import dj_database_url

from config import env

DATABASES = {
    "default": {
        **dj_database_url.parse(env.text("DATABASE_URL", "postgresql:///artsouk"), conn_max_age=0),
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": env.integer("DATABASE_POOL_SIZE", 8),
                "timeout": 5,
            },
        },
        "TEST": {"TEMPLATE": "template0"},
    },
}
