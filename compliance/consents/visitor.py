"""What a browser has answered, read from its cookie alone: no page pays a query for it.

`analytics_allowed(request)` is the gate that whatever counts visits has to ask.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from compliance.consents import queries
from compliance.consents.purposes import ANALYTICS

COOKIE: Final = "consents"
SALT: Final = "consents.visitor"
AGE: Final = 180 * 24 * 60 * 60  # seconds: after half a year we ask again
_READ, _LATER = "_consents_read", "_consents_later"


@dataclass(frozen=True, slots=True)
class Choice:
    """A random key, the number of the account that it belongs to (0 for nobody's), and the answers."""

    key: str
    owner: int = 0
    answers: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def fresh(cls) -> Choice:
        return cls(secrets.token_urlsafe(16))

    def owned_by(self, user: Any) -> Choice:
        return self if user is None else replace(self, owner=user.pk)

    def answered(self, purpose: str, *, given: bool) -> Choice:
        return replace(self, answers={**self.answers, purpose: given})


def read(request: HttpRequest) -> Choice | None:
    """The browser's choice; None where it has not answered, or the cookie is not ours or too old."""
    if not hasattr(request, _READ):
        setattr(request, _READ, _parsed(request.COOKIES.get(COOKIE, "")))
    choice: Choice | None = getattr(request, _READ)
    return choice


def keep_later(request: HttpRequest, choice: Choice) -> None:
    """For the middleware, which sees the response; the rest of this request reads the new choice already."""
    setattr(request, _READ, choice)
    setattr(request, _LATER, choice)


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Sets the cookie where this request has made or learnt a choice, and only there; a choice without an
    answer takes somebody else's cookie away."""
    choice: Choice | None = getattr(request, _LATER, None)
    if choice is None:
        return
    if not choice.answers:
        if COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        signing.dumps([choice.key, choice.owner, dict(choice.answers)], salt=SALT),
        max_age=AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def objects(request: HttpRequest) -> bool:
    """Global Privacy Control: the browser says no for its reader."""
    return request.headers.get("Sec-GPC") == "1"


def must_ask(request: HttpRequest) -> bool:
    """Whether the question about cookies stands on the page: no query."""
    return read(request) is None and not objects(request)


def analytics_allowed(request: HttpRequest) -> bool:
    """Whether this visit may be counted. Off until somebody agrees.

    A visitor's answer is in the cookie (no query). Where an account stands behind it, the account decides (one
    query), so that a withdrawal on one device holds on all at once.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return queries.allows(user, ANALYTICS)
    choice = read(request)
    if choice is None or not choice.answers.get(ANALYTICS, False):
        return False
    return choice.owner == 0 or queries.account_allows(choice.owner, ANALYTICS)


def _parsed(value: str) -> Choice | None:
    if not value:
        return None
    try:
        key, owner, answers = signing.loads(value, salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Choice(str(key), int(owner), {str(code): bool(given) for code, given in answers.items()})
