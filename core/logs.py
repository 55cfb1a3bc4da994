"""Structured logs: one JSON object a line, with the request's id and without personal data.

Every line of every library passes through `scrub`: fields named like personal data or secrets are masked, and
addresses, telephone and account numbers are cut out of all text, tracebacks included. Names cannot be told from
other words: never put one into a message.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any, Final

import structlog
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse

from core.requests import request_id
from core.scrub import scrub_text

MASK: Final = "***"
PERSONAL_PARTS: Final = frozenset(
    "password passwd token secret otp pin cvv card iban cookie session authorization credential email mail phone "  # noqa: SIM905
    "mobile ip addr address name user username person buyer bidder collector reserve maximum max body query".split()
)
# Names of things, not of people.
ALLOWED: Final = frozenset({"logger_name", "filename", "task_name", "func_name", "route_name", "hostname"})
DEEPEST: Final = 6
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_KEPT: Final = frozenset({"event", "level", "logger", "timestamp", "request_id"})

Event = MutableMapping[str, Any]


def is_personal(key: str) -> bool:
    if key in ALLOWED:
        return False
    return any(part.lower() in PERSONAL_PARTS for part in _PART.findall(key))


def scrub(_logger: Any, _method: str, event: Event) -> Event:
    """A structlog processor, the last before the line is written."""
    for key, value in list(event.items()):
        masked = key not in _KEPT and is_personal(key)
        event[key] = MASK if masked else _clean(value)
    return event


def _clean(value: Any, depth: int = 0) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if depth > DEEPEST:
        return "..."
    if isinstance(value, dict):
        return {
            str(key): MASK if is_personal(str(key)) else _clean(item, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_clean(item, depth + 1) for item in value]
    return scrub_text(str(value))


def add_request_id(_logger: Any, _method: str, event: Event) -> Event:
    if known := request_id.get():
        event["request_id"] = known
    return event


def drop_objects(_logger: Any, _method: str, event: Event) -> Event:
    """Django hangs the request and the server onto some records: they are no fields of a line."""
    for key in ("request", "server_time", "status_code", "taskName", "color_message"):
        event.pop(key, None)
    return event


def configure_structlog() -> None:
    """`structlog.get_logger()` writes through the same handler as everybody else."""
    structlog.configure(
        processors=[*_COMMON, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def settings(level: str = "INFO") -> dict[str, Any]:
    """The LOGGING setting: everything through one handler to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [structlog.stdlib.ExtraAdder(), *_COMMON],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_objects,
                    scrub,
                    structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=False),
                ],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # A line for each 4xx would say again, with the address typed, what the access line says.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "uvicorn": {"handlers": [], "level": "INFO", "propagate": True},
            "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": False},
            "PIL": {"level": "INFO"},
            "asyncio": {"level": "WARNING"},
        },
    }


_COMMON: Final[list[Any]] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    add_request_id,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]


class AccessLogMiddleware:
    """One line for each answer: the route, never the address that was typed, which may hold anything."""

    log = logging.getLogger("souk.access")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        status = 500
        try:
            response = self.get_response(request)
            status = response.status_code
        finally:
            # Files of the site's own are the proxy's business in production, and noise elsewhere.
            if not request.path_info.startswith(str(django_settings.STATIC_URL)):
                self.log.info("request", extra=self._fields(request, status, time.perf_counter() - began))
        return response

    @staticmethod
    def _fields(request: HttpRequest, status: int, seconds: float) -> dict[str, Any]:
        match = request.resolver_match
        return {
            "method": request.method if request.method in METHODS else "other",
            "route": match.route if match else "",
            "view": match.view_name if match else "",
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
