"""SendGrid's client against a local server that gives its recorded answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mailing import sending
from mailing.enums import MailState
from mailing.models import EmailAttachment
from mailing.providers import Accepted, Outcome, Refused, Retry
from mailing.providers.sendgrid import SendGridProvider
from tests.factories.mailing import EmailMessageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "personalizations.0.to.0.email"
BAD = {"errors": [{"message": "Does not contain a valid address.", "field": ADDRESS, "help": None}]}
GRANT = "The provided authorization grant is invalid, expired, or revoked"
UNAUTHORISED = {"errors": [{"message": GRANT, "field": None, "help": None}]}
TOO_MANY = {"errors": [{"field": None, "message": "too many requests"}]}


class Fake(ThreadingHTTPServer):
    answer: tuple[int, dict[str, str], dict[str, Any]] = (202, {"X-Message-Id": "14c5d75ce93"}, {})
    delay = 0.0
    requests: list[dict[str, Any]]


class Handler(BaseHTTPRequestHandler):
    server: Fake

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(
            {"path": self.path, "key": self.headers["Authorization"], "body": json.loads(body)}
        )
        time.sleep(self.server.delay)
        status, headers, content = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def fake(settings: Any) -> Iterator[Fake]:
    server = Fake(("127.0.0.1", 0), Handler)
    server.requests = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.SENDGRID_HOST = f"http://127.0.0.1:{server.server_port}"
    settings.SENDGRID_API_KEY = "SG.test"
    settings.SENDGRID_TIMEOUT = 1
    settings.MAIL_PROVIDER = "sendgrid"
    yield server
    server.shutdown()
    server.server_close()


def test_an_accepted_message_carries_everything(fake: Fake) -> None:
    mail = EmailMessageFactory(
        to_address="lamia@example.com",
        subject="إيصال",
        language="both",
        reply_to="Help <help@artsouk.example>",
    )
    EmailAttachment.objects.create(message=mail, name="a.txt", mime_type="text/plain", content=b"hello")
    assert sending.send_due() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.provider, mail.provider_id) == (MailState.SENT, "sendgrid", "14c5d75ce93")
    (request,) = fake.requests
    assert (request["path"], request["key"]) == ("/v3/mail/send", "Bearer SG.test")
    assert request["body"] == {
        "personalizations": [{"to": [{"email": "lamia@example.com"}], "custom_args": {"key": mail.key}}],
        "from": {"email": "noreply@artsouk.example", "name": "Art Souk"},
        "reply_to": {"email": "help@artsouk.example", "name": "Help"},
        "subject": "إيصال",
        "content": [
            {"type": "text/plain", "value": "A text"},
            {"type": "text/html", "value": "<p>A text</p>"},
        ],
        "headers": {"X-Entity-Ref-ID": mail.key, "Content-Language": "ar, en"},
        "tracking_settings": {"click_tracking": {"enable": False}, "open_tracking": {"enable": False}},
        "attachments": [
            {"content": "aGVsbG8=", "filename": "a.txt", "type": "text/plain", "disposition": "attachment"}
        ],
    }


@pytest.mark.parametrize(
    ("status", "headers", "content", "outcome"),
    [
        (202, {"X-Message-Id": "m1"}, {}, Accepted("m1")),
        (400, {}, BAD, Refused("SendGrid 400")),
        (401, {}, UNAUTHORISED, Retry("SendGrid 401", after=timedelta(minutes=15))),
        (403, {}, UNAUTHORISED, Retry("SendGrid 403", after=timedelta(minutes=15))),
        (413, {}, {}, Refused("SendGrid 413")),
        (429, {"Retry-After": "75"}, TOO_MANY, Retry("SendGrid 429", after=timedelta(seconds=75))),
        (429, {}, TOO_MANY, Retry("SendGrid 429")),
        (500, {}, {}, Retry("SendGrid 500")),
        (503, {}, {}, Retry("SendGrid 503")),
    ],
)
def test_each_answer_has_its_meaning(
    fake: Fake, status: int, headers: dict[str, str], content: dict[str, Any], outcome: Outcome
) -> None:
    fake.answer = (status, headers, content)
    assert SendGridProvider().send(EmailMessageFactory()) == outcome


def test_the_rate_limits_own_clock_is_understood(fake: Fake) -> None:
    fake.answer = (429, {"X-RateLimit-Reset": str(int(time.time()) + 60)}, TOO_MANY)
    outcome = SendGridProvider().send(EmailMessageFactory())
    assert isinstance(outcome, Retry)
    assert timedelta(seconds=55) <= (outcome.after or timedelta()) <= timedelta(seconds=60)


def test_a_server_that_hangs_is_left_after_the_time_out(fake: Fake) -> None:
    fake.delay = 3
    started = time.monotonic()
    outcome = SendGridProvider().send(EmailMessageFactory())
    assert isinstance(outcome, Retry)
    assert time.monotonic() - started < 2.5


def test_nobody_listening_is_no_loss(fake: Fake, settings: Any) -> None:
    settings.SENDGRID_HOST = "http://127.0.0.1:9"
    mail = EmailMessageFactory()
    sending.send_due(limit=1)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 1)
    assert mail.last_error.startswith("URLError")
