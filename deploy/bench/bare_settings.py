"""The baseline's settings: the same database, no middleware, addresses of its own."""

from __future__ import annotations

from deploy.bench.settings import *  # noqa: F403

MIDDLEWARE = []  # type: ignore[var-annotated, unused-ignore]
ROOT_URLCONF = "deploy.bench.bare"
