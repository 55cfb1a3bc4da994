"""Tests: the same real parts, with cheap passwords and unhashed static files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, CHANNEL_LAYERS, DATABASES, REDIS_URL
from config.settings.integrations.accounts import fresh_signing_key

SECRET_KEY = "only-for-tests"  # noqa: S105
FIELD_KEYS = ["b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMDE="]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": {
        "BACKEND": "core.scanning.ScannedStorage",
        "OPTIONS": {
            "location": Path(tempfile.gettempdir()) / f"souk-test-originals-{os.getpid()}"
        },  # private: never served
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ERASURE_REPLAY_FILE = Path(tempfile.gettempdir()) / f"souk-test-erasures-{os.getpid()}" / "replay.jsonl"
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"souk-test-media-{os.getpid()}"
# The workers of pytest-xdist share one Redis: each has its own key space, and its own database for the cache,
# because clearing a cache empties its whole database.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
REDIS_PREFIX = f"test-{WORKER}-{os.getpid()}"
CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{int('0' + WORKER.strip('gwmain')) % 14 + 1}"
CACHES["default"]["KEY_PREFIX"] = f"{REDIS_PREFIX}:cache"
CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"{REDIS_PREFIX}:layer"  # type: ignore[index]
DATABASES["default"]["OPTIONS"].pop("pool", None)
# Made once a run by `tests/core/template.py`; every worker's database is a copy of it.
DATABASES["default"]["TEST"] = {"TEMPLATE": "souk_template"}
CELERY_TASK_ALWAYS_EAGER = True
HEADLESS_JWT_PRIVATE_KEY = fresh_signing_key()
