"""Plain text is no HTML: the same templates and tags, without escaping."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.template.backends.django import DjangoTemplates


@cache
def _plain() -> DjangoTemplates:
    site: dict[str, Any] = settings.TEMPLATES[0]
    options: dict[str, Any] = {**site["OPTIONS"], "autoescape": False}
    return DjangoTemplates(
        {"NAME": "plain", "DIRS": site["DIRS"], "APP_DIRS": site["APP_DIRS"], "OPTIONS": options}
    )


def plain_text(template: str, context: Mapping[str, Any]) -> str:
    """Raises TemplateDoesNotExist."""
    return _plain().get_template(template).render(dict(context))
