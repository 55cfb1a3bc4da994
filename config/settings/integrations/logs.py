"""Structured logs, one JSON object a line, with the request's id and no personal data."""

from __future__ import annotations

from config import env
from core import logs

LOGGING = logs.settings(level=env.text("LOG_LEVEL", "INFO"))
