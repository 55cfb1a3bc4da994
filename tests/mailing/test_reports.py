"""SendGrid's reports: believed only when signed, taken once, a spam report is a withdrawal."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from compliance.consents import queries
from compliance.consents.models import Consent
from mailing import reports
from mailing.enums import MailState
from mailing.models import EmailMessage, MailReport
from tests.factories.accounts import UserFactory
from tests.factories.consents import give
from tests.factories.mailing import EmailMessageFactory

DOOR = "/webhooks/mail/sendgrid/"
# A published vector of SendGrid's own library: the CRLF at the end of the body is signed too.
PUBLISHED_KEY = (
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1"
    "flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g=="
)
PUBLISHED_SIGNATURE = (
    "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM="
)
PUBLISHED_BODY = (
    b'[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address",'
    b'"sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",'
    b'"sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",'
    b'"smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n'
)
KEY = ec.generate_private_key(ec.SECP256R1())


def test_the_published_vector_is_believed_and_one_byte_less_is_not() -> None:
    given = {"public_key": PUBLISHED_KEY, "signature": PUBLISHED_SIGNATURE, "timestamp": "1600112502"}
    assert reports.is_genuine(**given, body=PUBLISHED_BODY) is True
    assert reports.is_genuine(**given, body=PUBLISHED_BODY[:-2]) is False
    assert reports.is_genuine(**{**given, "timestamp": "1600112503"}, body=PUBLISHED_BODY) is False
    assert reports.is_genuine(**{**given, "signature": "no base64"}, body=PUBLISHED_BODY) is False
    assert reports.is_genuine(**{**given, "public_key": ""}, body=PUBLISHED_BODY) is False


@pytest.fixture(autouse=True)
def _their_key(settings: Any) -> None:
    public = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    settings.SENDGRID_WEBHOOK_KEY = base64.b64encode(public).decode()


def event(kind: str, mail: EmailMessage | None = None, **more: Any) -> dict[str, Any]:
    told = {
        "event": kind,
        "sg_event_id": f"id-{kind}",
        "timestamp": int(time.time()),
        "email": "a@example.com",
    }
    return {**told, **({"key": mail.key} if mail else {}), **more}


def post(*events: dict[str, Any], age: int = 0, body: bytes | None = None) -> Any:
    raw = json.dumps(events).encode() + b"\r\n" if body is None else body
    stamp = str(int(time.time()) - age)
    signature = base64.b64encode(KEY.sign(stamp.encode() + raw, ec.ECDSA(SHA256()))).decode()
    headers = {
        "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_SIGNATURE": signature,
        "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_TIMESTAMP": stamp,
    }
    return Client(enforce_csrf_checks=True).post(DOOR, raw, content_type="application/json", **headers)


def letter(reader: Any, **more: Any) -> EmailMessage:
    return EmailMessageFactory(
        user=reader, to_address=reader.email, purpose="newsletter", state=MailState.SENT, **more
    )


@pytest.mark.django_db
def test_a_spam_report_ends_all_letters_and_empties_the_queue() -> None:
    reader = UserFactory()
    give(reader)
    give(reader, "offers")
    waiting = EmailMessageFactory(user=reader, to_address=reader.email, purpose="offers")
    told = post(event("spamreport", letter(reader)))
    waiting.refresh_from_db()
    allowed = [queries.allows(reader, code) for code in ("newsletter", "offers", "mail_opens")]
    assert (told.status_code, told.json(), allowed) == (200, {"taken": 1}, [False, False, False])
    assert waiting.state == MailState.CANCELLED
    assert Consent.objects.filter(user=reader, purpose="newsletter").latest("pk").means == "spam_report"


@pytest.mark.django_db
def test_an_unsubscribe_ends_the_purpose_of_its_letter_only() -> None:
    reader = UserFactory()
    give(reader)
    give(reader, "offers")
    post(event("unsubscribe", letter(reader)))
    assert [queries.allows(reader, code) for code in ("newsletter", "offers")] == [False, True]


@pytest.mark.django_db
def test_a_report_about_an_address_finds_its_account() -> None:
    reader = UserFactory(email="reader@example.com")
    give(reader)
    post(event("group_unsubscribe", email="Reader@Example.com"))
    assert queries.allows(reader, "newsletter") is False


@pytest.mark.django_db
def test_the_same_report_again_changes_nothing() -> None:
    reader = UserFactory()
    give(reader)
    told = event("unsubscribe", letter(reader))
    post(told)
    give(reader)  # they agree anew
    assert post(told).json() == {"taken": 0}
    assert (queries.allows(reader, "newsletter"), MailReport.objects.count()) == (True, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("agrees", "kept"), [(False, 0), (True, 1)])
def test_an_opened_letter_is_noted_only_for_whoever_agreed(agrees: bool, kept: int) -> None:
    reader = UserFactory()
    give(reader)
    if agrees:
        give(reader, "mail_opens")
    mail = letter(reader)
    post(event("open", mail))
    mail.refresh_from_db()
    assert (MailReport.objects.count(), mail.opened_at is not None) == (kept, agrees)


@pytest.mark.django_db
def test_what_is_not_signed_not_fresh_or_no_list_is_refused() -> None:
    reader = UserFactory()
    give(reader)
    told = event("spamreport", letter(reader))
    answers = [
        Client().post(DOOR, json.dumps([told]), content_type="application/json"),
        post(told, age=49 * 3600),
        post(body=b"{}"),
        post(body=b"no json"),
    ]
    assert [one.status_code for one in answers] == [403, 403, 400, 400]
    assert (queries.allows(reader, "newsletter"), MailReport.objects.count()) == (True, 0)


@pytest.mark.django_db
def test_without_their_key_there_is_no_door(settings: Any) -> None:
    settings.SENDGRID_WEBHOOK_KEY = ""
    assert post(event("spamreport")).status_code == 404
