"""A real browser against the whole house: pages, sockets and relay, on the test database.

Run in a pytest process of its own (`make test` does): Playwright's synchronous interface keeps an event loop
running, in which Django would otherwise refuse to touch the database.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from core.relay import Relay
from deploy.stack.places import free_port
from deploy.testing import browser as chromium
from tests.browser.signed_in import Way, signed_in

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 10_000
LOCALES = {"ar": "ar-SA", "en": "en-GB"}
# htmx calls it an error when a newer question of the reader's replaces one that is under way.
REPLACED = ("htmx:sendAbort", "htmx:afterRequest")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUIET_CHROMIUM = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = os.environ.get("CHROMIUM") or chromium.find()
    if path is None:
        pytest.fail("There is no Chromium: `make test` installs one, or set CHROMIUM to its path.")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "headless": True, "args": [*QUIET_CHROMIUM, *root]}


class _Server(uvicorn.Server):
    def install_signal_handlers(self) -> None:  # the signals are pytest's
        pass


@pytest.fixture(scope="session")
def _doors(django_db_setup: None) -> Iterator[str]:
    """The ASGI application, HTTP and sockets, on a free port, in a thread of this process; its address."""
    from config.asgi import application  # after the test database has its name

    port = free_port()
    config = uvicorn.Config(
        ASGIStaticFilesHandler(application),
        host="127.0.0.1",
        port=port,
        lifespan="off",
        log_level="warning",
        access_log=False,
        ws_max_size=65_536,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, name="doors", daemon=True)
    thread.start()
    limit = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < limit, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def house(_doors: str, transactional_db: None, settings: Any) -> Iterator[str]:
    """The address of the running site, its relay at work; every write is really committed."""
    settings.SITE_URL = _doors
    relay = Relay()
    thread = threading.Thread(target=relay.run, name="relay", daemon=True)
    thread.start()
    yield _doors
    relay.stop()
    thread.join(10)
    connections.close_all()


@dataclass
class Complaints:
    """What browsers complained of; a test that means to provoke some says so with `expect`."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, part: str) -> None:
        """A complaint that contains `part` belongs to this test, such as "status of 404"."""
        self.expected.append(part)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.heard.append(f"console: {message.text} ({where})")

    def unexpected(self) -> list[str]:
        known = (*REPLACED, *self.expected)
        return [text for text in self.heard if not any(part in text for part in known)]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Console errors, script errors and refused content (the policy speaks in the console) fail the test."""
    kept = Complaints()
    yield kept
    assert kept.unexpected() == []


Enter = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, house: str, complaints: Complaints) -> Iterator[Enter]:
    """`visitor(language="en", size=PHONE)`: somebody with cookies of their own, on a blank page."""
    contexts: list[BrowserContext] = []

    def enter(*, language: str = "ar", size: dict[str, int] = DESK, **options: Any) -> Page:
        context = browser.new_context(
            base_url=house,
            viewport=size,
            locale=LOCALES[language],
            reduced_motion="reduce",
            timezone_id="Asia/Riyadh",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        context.on("page", complaints.listen)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Enter) -> Page:
    """One visitor at a desk."""
    return visitor()


@pytest.fixture
def phone(visitor: Enter) -> Page:
    """One visitor with a phone in the hand."""
    return visitor(size=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing at WCAG 2.2 AA, else a failure that names rule, element and help page."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        assert not found, "\n".join(_readable(found, page.url))

    return check


def _readable(violations: list[dict[str, Any]], url: str) -> Iterator[str]:
    yield f"axe on {url}:"
    for one in violations:
        yield f"- {one['id']} ({one['impact']}): {one['help']}, {one['helpUrl']}"
        for node in one["nodes"][:5]:
            summary = " ".join(node.get("failureSummary", "").split())
            yield f"    {' '.join(map(str, node['target']))}: {summary}"


@pytest.fixture
def sideways() -> Callable[[Page], int]:
    """How many pixels a page can be scrolled sideways; 0 on a page that fits."""
    return lambda page: page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.fixture(params=[("ar", PHONE), ("en", DESK)], ids=["ar-phone", "en-desk"])
def way(
    request: pytest.FixtureRequest,
    visitor: Enter,
    house: str,
    axe: Callable[[Page], None],
    sideways: Callable[[Page], int],
) -> Way:
    """In Arabic on a phone, in English at a desk."""
    language, size = request.param

    def looks(page: Page) -> None:
        axe(page)
        assert sideways(page) == 0, page.url

    return Way(language, lambda user: signed_in(visitor, house, user, language, size), looks)
