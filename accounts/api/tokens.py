"""Tokens of phones, as the library reads them; those of staff only from a sign-in with a second factor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.headless.contrib.rest_framework import authentication
from allauth.headless.tokens.strategies.jwt.internal import get_token_session
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request

from accounts import stepup
from accounts.exceptions import SecondFactorMissing


class BearerToken(authentication.JWTTokenAuthentication):
    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        """Raises SecondFactorMissing for staff whose session showed none."""
        user, payload = super().authenticate_credentials(key)
        if stepup.needs_second_factor(user):
            _check(get_token_session(payload), user)
        return user, payload


class SessionToken(authentication.XSessionTokenAuthentication):
    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """Raises SecondFactorMissing for staff whose session showed none."""
        found: tuple[Any, Any] | None = super().authenticate(request)
        if found and stepup.needs_second_factor(found[0]):
            _check(found[1], found[0])
        return found


def _check(session: Mapping[str, Any] | None, user: Any) -> None:
    if session is None or stepup.is_over(session, user) or not stepup.showed_second_factor(session, user):
        raise SecondFactorMissing


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema speaks of it."""

    target_class = "accounts.api.tokens.SessionToken"
    name = "XSessionTokenAuth"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
