"""Somebody who is signed in already, and what the relay does a moment later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page


def signed_in(
    visitor: Callable[..., Page], house: str, user: Any, language: str, size: dict[str, int]
) -> Page:
    """A blank page in a browser of that person's own."""
    page = visitor(language=language, size=size)
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])
    return page


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(150):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


@dataclass(frozen=True)
class Way:
    """In which language somebody goes; `enter` signs a person in, `looks` finds nothing wrong with a page."""

    language: str
    enter: Callable[[Any], Page]
    looks: Callable[[Page], None]

    @property
    def arabic(self) -> bool:
        return self.language == "ar"


def press(page: Page, selector: str) -> None:
    page.locator(selector).first.click()
    page.wait_for_load_state()
