"""The baseline's settings: the same database, next to no middleware, addresses of its own."""

from __future__ import annotations

from deploy.bench.settings import *  # noqa: F403

MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # without it the library does not start
ROOT_URLCONF = "deploy.bench.bare"
