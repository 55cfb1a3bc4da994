"""Production's settings on one machine's loopback: without TLS, and without compressing what nobody measures."""

from __future__ import annotations

from config.settings.production import *  # noqa: F403
from config.settings.production import STORAGES

SECURE_SSL_REDIRECT = False
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
RATELIMIT_ENABLE = False
