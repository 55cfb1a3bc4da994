"""What a browser remembers of a person's taste, for pages before they sign in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase

from accounts.enums import Theme

THEME = "theme"


def keep_language(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def keep_theme(response: HttpResponseBase, theme: str) -> None:
    if theme == Theme.SYSTEM:
        response.delete_cookie(THEME)
        return
    response.set_cookie(
        THEME,
        theme,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
