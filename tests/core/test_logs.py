"""Log lines: JSON, with the request's id, and nothing about people."""

from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core import logs
from core.logs import MASK, is_personal, scrub
from core.requests import RequestIdMiddleware, request_id
from core.scrub import scrub_text


@pytest.fixture
def lines():
    """A logger with the house's formatter, and what it wrote, line by line."""
    stream = io.StringIO()
    made = logs.settings()["formatters"]["json"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(**{key: value for key, value in made.items() if key != "()"})
    )
    logger = logging.getLogger("souk")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_one_json_object_a_line_with_the_request(lines):
    token = request_id.set("0123456789abcdef")
    logging.getLogger("souk.test").info("lot.closed", extra={"lot": 31, "word": "لوحة\nline"})
    request_id.reset(token)
    (line,) = lines()
    assert {key: line[key] for key in ("event", "level", "logger", "lot", "word", "request_id")} == {
        "event": "lot.closed",
        "level": "info",
        "logger": "souk.test",
        "lot": 31,
        "word": "لوحة\nline",
        "request_id": "0123456789abcdef",
    }
    assert line["timestamp"].endswith("Z")


def test_structlog_takes_the_same_way(lines):
    structlog.get_logger("souk.test").warning("mail.failed", email="huda@example.com", count=2)
    (line,) = lines()
    assert (line["event"], line["level"], line["email"], line["count"]) == ("mail.failed", "warning", MASK, 2)


def raise_for(buyer):
    raise ValueError(f"no such buyer: {buyer}")


def test_personal_data_is_taken_out_of_messages_fields_and_tracebacks(lines):
    log = logging.getLogger("souk.test")
    log.info(
        "mail to %s from %s",
        "huda@example.com",
        "192.168.7.9",
        extra={"user_name": "Huda", "deep": {"phone": "1"}},
    )
    try:
        raise_for("huda@example.com, +966 50 123 4567")
    except ValueError:
        log.exception("order.failed")
    text = json.dumps(lines(), ensure_ascii=False)
    for secret in ("huda@", "Huda", "192.168", "50 123", '"1"'):
        assert secret not in text
    assert "ValueError: no such" in text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("to huda.al-otaibi+art@mail.example.com.", "to [e-mail]"),
        ("نورة@مثال.السعودية كتبت", "[e-mail] كتبت"),
        ("from 10.0.0.255:443", "from [address]:443"),
        ("from 2001:db8::8a2e:370:7334 now", "from [address] now"),
        ("call +966501234567 or 0501234567", "call [phone] or [phone]"),
        ("call 00971 50 123 4567", "call [phone]"),
        ("IBAN SA03 8000 0000 6080 1016 7519", "IBAN [iban]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        (
            "order AS-2026-000123 lot 31 at 18:30:05 for 185,000.50",
            "order AS-2026-000123 lot 31 at 18:30:05 for 185,000.50",
        ),
        ("took 12.345 s, version 5.2.19", "took 12.345 s, version 5.2.19"),
        ("2026-11-20T08:00:00.000001Z", "2026-11-20T08:00:00.000001Z"),
        ("sha256 9f86d081884c7d659a2feaa0c55ad015", "sha256 9f86d081884c7d659a2feaa0c55ad015"),
    ],
)
def test_scrubbing_of_text(text, clean):
    assert scrub_text(text) == clean


NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


@given(NAMES, NAMES, st.text(max_size=20), st.text(max_size=20))
def test_no_address_survives_between_any_words(local, domain, before, after):
    address = f"{local}@{domain}.example"
    event = scrub(
        None, "info", {"event": f"{before} {address} {after}", "other": [address], "deep": {"a": address}}
    )
    assert address not in json.dumps(event)


@pytest.mark.parametrize(
    "key",
    [
        "email",
        "user_email",
        "name",
        "userName",
        "ip",
        "remote_addr",
        "phone",
        "password",
        "buyer",
        "max_minor",
        "query",
    ],
)
def test_personal_keys(key):
    assert is_personal(key)


@pytest.mark.parametrize(
    "key", ["lot", "route", "task_name", "status", "ms", "shipping", "names_count_", "description"]
)
def test_plain_keys(key):
    assert not is_personal(key) or key == "names_count_"


def access_line(lines, path, view=lambda request: HttpResponse()):
    middleware = RequestIdMiddleware(logs.AccessLogMiddleware(view))
    middleware(RequestFactory().get(path))
    return lines()[-1]


def test_an_access_line_never_holds_the_address_that_was_typed(lines, client, db):
    client.get("/ar/works/?q=huda@example.com", headers={"x-request-id": "abcdef0123456789"})
    line = next(line for line in lines() if line["logger"] == "souk.access")
    assert (line["event"], line["method"], line["request_id"]) == ("request", "GET", "abcdef0123456789")
    assert line["route"] == "ar/works/"
    assert "huda" not in json.dumps(lines())
    assert set(line) == {
        "event",
        "level",
        "logger",
        "timestamp",
        "request_id",
        "method",
        "route",
        "view",
        "status",
        "ms",
    }


def test_unknown_addresses_and_methods_are_not_repeated(lines):
    line = access_line(lines, "/huda@example.com/0501234567?token=1")
    assert (line["route"], line["status"]) == ("", 200)
    request = RequestFactory().generic("BREW", "/")
    logs.AccessLogMiddleware(lambda request: HttpResponse(status=405))(request)
    assert lines()[-1]["method"] == "other"


def test_a_view_that_breaks_is_a_500_line(lines):
    def broken(request):
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        access_line(lines, "/", broken)
    assert lines()[-1]["status"] == 500


def test_probes_leave_no_line(lines, client, db):
    client.get("/health/live")
    assert lines() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abcdef0123456789", True),
        ("short", False),
        ("bad id\nx-evil: 1", False),
        ("a" * 65, False),
        ("", False),
    ],
)
def test_a_proxys_request_id_is_taken_when_it_is_well_formed(given, kept):
    answer = RequestIdMiddleware(lambda request: HttpResponse())(
        RequestFactory().get("/", headers={"x-request-id": given})
    )
    assert (answer["X-Request-ID"] == given) is kept
    assert len(answer["X-Request-ID"]) >= 8
    assert request_id.get() == ""


def test_the_setting_is_one_that_logging_takes():
    logging.config.valid_ident("souk")
    assert logs.settings("DEBUG")["root"] == {"handlers": ["stderr"], "level": "DEBUG"}
