"""Followed calendars: added, fetched with limits, read, and what went wrong said on the page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import translation

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.agenda import FeedFactory, calendar, entry
from tests.factories.orders import SellerFactory
from workshops.agenda import review, services, tasks
from workshops.agenda.enums import FeedState
from workshops.agenda.exceptions import (
    AddressInvalid,
    FeedKnown,
    NotACalendar,
    NotYourCalendar,
    TooLarge,
    TooManyFeeds,
    TooSoon,
)
from workshops.agenda.models import Feed, FeedItem
from workshops.agenda.services import fetching

pytestmark = pytest.mark.django_db
SOON = timedelta(days=20)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, int]]:
    """A server on this machine; its door may be named to `refresh(allow=...)`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hangs up is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(request: BaseHTTPRequestHandler, body: bytes = b"", status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in ({"Content_Length": str(len(body))} | headers).items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def told(feed: Feed, language: str = "en") -> str:
    with translation.override(language):
        return review.problem_of(feed)


def visit(answer: Callable[[BaseHTTPRequestHandler], None], feed: Feed | None = None) -> Feed:
    with serving(answer) as door:
        row = feed or FeedFactory()
        Feed.objects.filter(pk=row.pk).update(url=f"http://{door[0]}:{door[1]}/all.ics", due_at=clock.now())
        assert services.refresh(feed=row.pk, allow=[door])
    row.refresh_from_db()
    return row


def two_talks() -> bytes:
    start = clock.now() + SOON
    return calendar(entry("one", start), entry("two", start + timedelta(days=1)))


def test_a_calendar_is_read_with_its_version_and_again_tomorrow():
    feed = visit(lambda request: say(request, two_talks(), ETag='"v1"'))
    assert (feed.problem, feed.failures, feed.etag) == ("", 0, '"v1"')
    assert sorted(feed.items.values_list("uid", "state")) == [("one", "new"), ("two", "new")]
    assert timedelta(hours=23) < feed.due_at - clock.now() <= timedelta(days=1)


def test_an_unchanged_calendar_is_not_sent_again():
    feed = visit(lambda request: say(request, two_talks(), ETag='"v1"'))
    asked = []

    def unchanged(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers.get("If-None-Match"))
        request.send_response(304)
        request.end_headers()

    again = visit(unchanged, feed)
    assert asked == ['"v1"']
    assert (again.problem, again.items.count(), again.etag) == ("", 2, '"v1"')


def test_it_is_nobodys_turn_twice():
    feed = FeedFactory(due_at=clock.now() + timedelta(hours=1))
    assert services.refresh(feed=feed.pk) is False
    assert services.refresh(feed=10**9) is False
    Feed.objects.update(state=FeedState.OFF, due_at=None)
    assert services.refresh(feed=feed.pk) is False


def test_two_hundred_megabytes_are_given_up_at_once_with_a_sentence():
    """Announced: not a byte is read. Not announced: two megabytes are read and no more."""
    heard = []

    def announced(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(200 * 1024 * 1024))
        request.end_headers()

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        chunk = b"BEGIN:VCALENDAR\r\n" + b"X" * 65_536
        try:
            for count in range(3_200):
                request.wfile.write(chunk)
                heard.append(count)
        except OSError:
            return

    for answer in (announced, endless):
        feed = visit(answer)
        assert feed.problem == "core.fetch_too_large"
        assert "MB" in told(feed)
        assert "أكبر" in told(feed, "ar")
        assert not feed.items.exists()
    assert len(heard) < 400


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1:22/", "http://169.254.169.254/latest/", "http://[::1]/"]
)
def test_a_private_address_behind_a_redirect_is_not_opened(inside):
    feed = visit(lambda request: say(request, status=302, Location=inside))
    assert (feed.problem, feed.failures) == ("core.fetch_address", 1)
    assert "public" in told(feed)
    assert told(feed, "ar") != told(feed, "en")


def test_a_private_address_itself_is_not_opened():
    feed = FeedFactory(url="http://127.0.0.1/all.ics")
    assert services.refresh(feed=feed.pk)
    feed.refresh_from_db()
    assert feed.problem == "core.fetch_address"


@pytest.mark.parametrize(
    ("body", "problem", "words"),
    [
        (b"<html>Please sign in</html>", "agenda.not_a_calendar", "no calendar file"),
        (calendar("BEGIN:VEVENT")[:-10], "agenda.cut_short", "breaks off"),
        (
            calendar("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:never\r\nEND:VEVENT"),
            "agenda.unreadable",
            "not read a single",
        ),
    ],
)
def test_a_malformed_file_is_told_in_a_sentence_and_changes_nothing(body, problem, words):
    feed = visit(lambda request: say(request, two_talks()))
    again = visit(lambda request: say(request, body), feed)
    assert again.problem == problem
    assert words in told(again)
    assert sorted(again.items.values_list("uid", "state")) == [("one", "new"), ("two", "new")]


def test_a_reader_that_breaks_is_a_problem_of_one_calendar(monkeypatch):
    monkeypatch.setattr(fetching, "read", lambda *args, **options: 1 / 0)
    feed = visit(lambda request: say(request, two_talks()))
    assert feed.problem == "agenda.unreadable"


def test_after_failures_we_come_less_often_and_then_no_more():
    feed = visit(lambda request: say(request, status=500))
    waits = []
    for _ in range(9):
        waits.append(round((feed.due_at - clock.now()) / timedelta(days=1)))
        feed = visit(lambda request: say(request, status=500), feed)
    assert waits == [1, 2, 4, 7, 7, 7, 7, 7, 7]
    assert (feed.state, feed.due_at, feed.failures) == (FeedState.OFF, None, 10)
    assert "500" in told(feed)


def test_a_success_forgets_the_failures():
    feed = visit(lambda request: say(request, status=500))
    feed = visit(lambda request: say(request, two_talks()), feed)
    assert (feed.failures, feed.problem, told(feed)) == (0, "", "")


def test_the_outbox_asks_a_worker_and_the_sweep_asks_for_the_rest(run_outbox, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.refresh, "delay", asked.append)
    user = UserFactory()
    feed = services.add_address(seller=SellerFactory(owner=user), by=user, url="webcal://example.org/a.ics")
    assert feed.url == "https://example.org/a.ics"
    assert feed.name == "example.org"
    run_outbox()
    assert asked == [feed.pk]
    tasks.sweep()
    assert asked == [feed.pk, feed.pk]


def test_a_file_is_read_once_and_its_bytes_are_not_kept():
    user = UserFactory(time_zone="Asia/Dubai")
    feed = services.add_file(seller=SellerFactory(owner=user), by=user, name="a.ics", content=two_talks())
    assert (feed.time_zone, bool(feed.upload)) == ("Asia/Dubai", True)
    assert services.refresh(feed=feed.pk)
    feed.refresh_from_db()
    assert (feed.items.count(), feed.upload, feed.state) == (2, None, FeedState.OFF)
    assert services.refresh(feed=feed.pk) is False


def test_what_is_no_address_or_no_file_is_refused():
    user = UserFactory()
    seller = SellerFactory(owner=user)
    for url in (
        "",
        "example.org/a.ics",
        "ftp://example.org/a",
        "https://",
        "javascript:alert(1)",
        "https://a b/",
    ):
        with pytest.raises(AddressInvalid):
            services.add_address(seller=seller, by=user, url=url)
    with pytest.raises(TooLarge):
        services.add_file(seller=seller, by=user, name="x.ics", content=b"BEGIN:VCALENDAR" + b"x" * 3_000_000)
    with pytest.raises(NotACalendar):
        services.add_file(seller=seller, by=user, name="x.ics", content=b"PK\x03\x04")
    assert not Feed.objects.exists()


def test_an_outsider_adds_and_changes_nothing():
    outsider, feed = UserFactory(), FeedFactory()
    before = Feed.objects.values().get()
    with pytest.raises(NotYourCalendar):
        services.add_address(seller=feed.seller, by=outsider, url="https://example.org/b.ics")
    for verb in (services.ask_again, services.stop_feed, services.resume_feed, services.remove_feed):
        with pytest.raises(NotYourCalendar):
            verb(feed=feed, by=outsider)
    for verb in (services.accept, services.ignore):
        with pytest.raises(NotYourCalendar):
            verb(feed=feed, by=outsider, items=[])
    with pytest.raises(NotYourCalendar):
        services.accept_all(feed=feed, by=outsider)
    assert Feed.objects.values().get() == before


def test_the_same_calendar_twice_and_too_many_are_refused(monkeypatch):
    from workshops.agenda.services import feeds

    user = UserFactory()
    seller = SellerFactory(owner=user)
    services.add_address(seller=seller, by=user, url="https://example.org/a.ics")
    with pytest.raises(FeedKnown):
        services.add_address(seller=seller, by=user, url="webcal://example.org/a.ics")
    monkeypatch.setattr(feeds, "MOST", 1)
    with pytest.raises(TooManyFeeds):
        services.add_address(seller=seller, by=user, url="https://example.org/b.ics")


def test_stopped_followed_again_asked_again_removed():
    user = UserFactory()
    feed = FeedFactory(seller=SellerFactory(owner=user), tried_at=clock.now())
    with pytest.raises(TooSoon):
        services.ask_again(feed=feed, by=user)
    assert services.ask_again(feed=feed, by=user, now=clock.now() + timedelta(minutes=6)).due_at > feed.due_at
    assert services.stop_feed(feed=feed, by=user).state == FeedState.OFF
    assert services.resume_feed(feed=feed, by=user).state == FeedState.ON
    services.remove_feed(feed=feed, by=user)
    assert (Feed.objects.count(), FeedItem.objects.count()) == (0, 0)
