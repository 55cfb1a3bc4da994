"""Addresses from strangers: only public ones, only so many bytes, only so long."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from core import fetching
from core.errors import SoukError
from core.fetching import (
    AddressRefused,
    AnswerRefused,
    FetchFailed,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    WrongKind,
    fetch,
)
from tests.core.serving import Server, certificate, say, serving

MEGABYTE = 1_000_000
Answer = Callable[[BaseHTTPRequestHandler], None]


def _get(server: Server, path: str = "/", **options: Any) -> fetching.Fetched:
    port = server.server_address[1]
    options = {"max_bytes": MEGABYTE, "seconds": 5, "allow": [("127.0.0.1", port)]} | options
    return fetch(f"http://127.0.0.1:{port}{path}", **options)


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    asked: list[str] = []

    def answer(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_file_comes_with_what_is_needed_to_ask_again():
    with serving(
        lambda r: say(r, b"BEGIN:VCALENDAR", Content_Type="Text/Calendar; charset=utf-8", ETag='"7"')
    ) as server:
        found = _get(server, "/a.ics", kinds=["text/calendar"])
    assert (found.status, found.body, found.etag, found.modified, found.kind) == (
        200,
        b"BEGIN:VCALENDAR",
        '"7"',
        "",
        "text/calendar",
    )
    assert found.url.endswith("/a.ics")


def test_what_has_not_changed_is_not_sent_again():
    seen: dict[str, str | None] = {}

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.update(tag=request.headers["If-None-Match"], since=request.headers["If-Modified-Since"])
        say(request, status=304, Content_Length="")

    with serving(answer) as server:
        found = _get(server, etag='"7"', modified="Sat, 21 Nov 2026 08:00:00 GMT", kinds=["text/calendar"])
    assert (found.status, found.body) == (304, b"")
    assert seen == {"tag": '"7"', "since": "Sat, 21 Nov 2026 08:00:00 GMT"}


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in chunks"])
def test_two_hundred_megabytes_are_given_up_early(announced: bool):
    sent = 0

    def answer(request: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        name, value = ("Content-Length", str(200 * MEGABYTE)) if announced else ("Connection", "close")
        request.send_header(name, value)
        request.end_headers()
        for _ in range(200):
            request.wfile.write(b"x" * MEGABYTE)
            sent += MEGABYTE

    with serving(answer) as server, pytest.raises(TooLarge) as refusal:
        _get(server, max_bytes=2 * MEGABYTE, seconds=20)
    assert sent < 40 * MEGABYTE
    with translation.override("en"):
        assert "larger than 2 MB" in refusal.value.text


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_given_up(pack: Callable[[bytes], bytes]):
    bomb = pack(bytes(30 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    encoding = "gzip" if pack is gzip.compress else "deflate"
    with serving(lambda r: say(r, bomb, Content_Encoding=encoding)) as server, pytest.raises(TooLarge):
        _get(server)


def test_a_packed_file_within_the_limit_is_unpacked():
    with serving(lambda r: say(r, gzip.compress(b"calendar" * 9), Content_Encoding="gzip")) as server:
        assert _get(server, max_bytes=72).body == b"calendar" * 9


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"?"), ("gzip", b"plain"), ("gzip", gzip.compress(b"x" * 99)[:-9])]
)
def test_a_packing_that_cannot_be_undone_is_refused(encoding: str, body: bytes):
    with serving(lambda r: say(r, body, Content_Encoding=encoding)) as server, pytest.raises(FetchFailed):
        _get(server)


def test_a_body_of_just_the_limit_is_taken_and_one_more_byte_is_not():
    with serving(lambda r: say(r, b"x" * 100, Content_Length="")) as server:
        assert len(_get(server, max_bytes=100).body) == 100
        with pytest.raises(TooLarge):
            _get(server, max_bytes=99)


def test_a_length_that_lies():
    with serving(lambda r: say(r, b"x" * 50, Content_Length="900")) as server, pytest.raises(FetchFailed):
        _get(server)
    with serving(lambda r: say(r, b"x" * 5000, Content_Length="10")) as server:
        assert _get(server, max_bytes=100).body == b"x" * 10


def _drip(request: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def _slow_body(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    _drip(request)


def _slow_head(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(request)


def _silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


@pytest.mark.parametrize("answer", [_slow_body, _slow_head, _silent])
def test_a_server_that_drips_is_left_when_the_time_is_over(answer: Answer):
    with serving(answer) as server, pytest.raises(TooSlow) as refusal:
        _get(server, seconds=0.5)
    with translation.override("ar"):
        assert "0.5" in refusal.value.text


def test_a_resolver_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1) or [])
    with pytest.raises(TooSlow):
        fetch("https://calendar.example/", max_bytes=9, seconds=0.2)


def test_redirects_are_followed_three_times():
    def answer(request: BaseHTTPRequestHandler) -> None:
        step = int(request.path.strip("/"))
        say(request, b"here") if step == 0 else say(request, status=302, Location=f"/{step - 1}")

    with serving(answer) as server:
        assert _get(server, "/3").url.endswith("/0")
        with pytest.raises(TooManyRedirects):
            _get(server, "/4")


def test_a_redirect_that_leads_to_itself():
    with serving(lambda r: say(r, status=301, Location=r.path)) as server, pytest.raises(TooManyRedirects):
        _get(server, "/round")


def test_a_redirect_that_leads_nowhere():
    with serving(lambda r: say(r, status=302)) as server, pytest.raises(AnswerRefused):
        _get(server)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.5/",
        "http://localhost/",
        "file:///etc/passwd",
        "//[::1]/",
    ],
)
def test_a_private_address_behind_a_redirect(target: str):
    with serving(lambda r: say(r, status=302, Location=target)) as server, pytest.raises(AddressRefused):
        _get(server)


def test_another_port_of_the_loopback_behind_a_redirect_is_never_reached():
    reached: list[str] = []
    with (
        serving(lambda r: reached.append(r.path) or say(r)) as inner,
        serving(
            lambda r: say(r, status=302, Location=f"http://127.0.0.1:{inner.server_address[1]}/")
        ) as outer,
        pytest.raises(AddressRefused),
    ):
        _get(outer)
    assert reached == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1",
        "http://[::1]",
        "http://0x7f.1",
        "http://2130706433",
        "http://0177.0.0.1/",
        "http://169.254.169.254",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/a.ics",
        "webcal://example.org/a.ics",
        "//example.org/a.ics",
        "a.ics",
        "",
        "https://",
        "https://noura:secret@example.org/a.ics",
        "https://example.org:8080/a.ics",
        "https://example.org:99999/a.ics",
        "https://example.org/a b",
        "https://example.org\\@127.0.0.1/",
        "https://example.org/\r\nHost: inner",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_addresses_that_are_never_visited(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        fetching.HTTPConnection, "connect", lambda line: pytest.fail("a connection was opened")
    )
    with pytest.raises(AddressRefused):
        fetch(url, max_bytes=9, seconds=2)


def test_one_private_address_spoils_a_name(monkeypatch: pytest.MonkeyPatch):
    _resolving(monkeypatch, "93.184.215.14", "10.0.0.7")
    monkeypatch.setattr(
        fetching.HTTPConnection, "connect", lambda line: pytest.fail("a connection was opened")
    )
    with pytest.raises(AddressRefused):
        fetch("http://calendar.example/", max_bytes=9, seconds=2)


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch):
    _resolving(monkeypatch)
    with pytest.raises(FetchFailed) as refusal:
        fetch("http://calendar.example/", max_bytes=9, seconds=2)
    assert type(refusal.value) is FetchFailed


def test_the_name_is_looked_up_once_and_the_checked_address_is_called(monkeypatch: pytest.MonkeyPatch):
    """A name that points elsewhere at the second look-up (DNS rebinding) gains nothing."""
    seen: list[str] = []
    with serving(lambda r: seen.append(r.headers["Host"]) or say(r, b"ok")) as server:
        port = server.server_address[1]
        real = socket.getaddrinfo
        asked: list[str] = []

        def answer(host: str, *args: Any, **kwargs: Any) -> list[Any]:
            if host != "calendar.test":
                return real(host, *args, **kwargs)
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", answer)
        url = f"http://calendar.test:{port}/"
        assert fetch(url, max_bytes=9, seconds=5, allow=[("calendar.test", port)]).body == b"ok"
    assert (asked, seen) == (["calendar.test"], [f"calendar.test:{port}"])


def test_a_place_on_the_list_may_not_be_private_otherwise(monkeypatch: pytest.MonkeyPatch):
    _resolving(monkeypatch, "10.0.0.7")
    with pytest.raises(AddressRefused):
        fetch("http://calendar.test:8801/", max_bytes=9, seconds=2, allow=[("calendar.test", 8801)])


def test_the_kind_and_the_code_of_an_answer():
    with serving(lambda r: say(r, b"<html>", Content_Type="text/html")) as server, pytest.raises(WrongKind):
        _get(server, kinds=["text/calendar"])
    with serving(lambda r: say(r, b"no", status=403)) as server, pytest.raises(AnswerRefused) as refusal:
        _get(server)
    assert refusal.value.params == {"status": 403}


def test_nobody_listens():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    with pytest.raises(FetchFailed):
        fetch(f"http://127.0.0.1:{port}/", max_bytes=9, seconds=2, allow=[("127.0.0.1", port)])


def test_rubbish_instead_of_http():
    with (
        serving(lambda r: r.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")) as server,
        pytest.raises(FetchFailed),
    ):
        _get(server)


@pytest.mark.parametrize(("name", "fits"), [("calendar.test", True), ("other.test", False)])
def test_the_certificate_must_be_the_one_of_the_name(
    name: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made, key = certificate(tmp_path, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    asked: list[str | None] = []
    context.sni_callback = lambda line, server, own: asked.append(server)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    with serving(lambda r: say(r, b"ok"), context) as server:
        port = server.server_address[1]
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
        options: dict[str, Any] = {"max_bytes": 9, "seconds": 5, "allow": [("calendar.test", port)]}
        if fits:
            assert fetch(f"https://calendar.test:{port}/", **options).body == b"ok"
        else:
            with pytest.raises(FetchFailed):
                fetch(f"https://calendar.test:{port}/", **options)
    assert asked == ["calendar.test"]


def test_every_refusal_has_a_sentence_in_both_languages():
    refusals: list[SoukError] = [
        *(kind() for kind in (FetchFailed, AddressRefused, TooManyRedirects, WrongKind)),
        *(TooLarge(megabytes="2"), TooSlow(seconds="10"), AnswerRefused(status=404)),
    ]
    for refusal in refusals:
        with translation.override("en"):
            english = refusal.text
        with translation.override("ar"):
            assert refusal.text != english
    assert len({refusal.code for refusal in refusals}) == 7
