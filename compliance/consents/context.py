"""For every page: whether the question about cookies stands on it, and whether the visit may be counted."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from compliance.consents import registry, visitor
from compliance.consents.cookies import declared
from compliance.consents.enums import Group


def consents(request: HttpRequest) -> dict[str, Any]:
    """`cookie_question()`: the wordings to ask about, empty when there is nothing to ask;
    `cookies_declared()`: for the privacy notice;
    `analytics_allowed()`: computed only where a template asks for it."""
    return {
        "cookie_question": partial(_question, request),
        "cookies_declared": declared,
        "analytics_allowed": partial(visitor.analytics_allowed, request),
    }


def _question(request: HttpRequest) -> list[registry.Wording]:
    if not visitor.must_ask(request):
        return []
    language = (get_language() or "ar")[:2]
    return [one.wording(language) for one in registry.purposes(Group.DEVICE)]
