"""Django's and allauth's own mail takes the same road."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.utils.translation import override

from mailing.enums import Priority
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "mailing.backend.QueueBackend"


def test_it_is_the_backend_of_the_house() -> None:
    from config.settings.integrations import mail

    assert mail.EMAIL_BACKEND == BACKEND


def test_a_plain_mail_is_queued_with_high_priority_for_its_person(settings: object) -> None:
    person = UserFactory(email="lamia@example.com")
    with override("ar"):
        send_mail("رمز\nالدخول", "123456", None, ["Lamia@Example.com"], connection=get_connection(BACKEND))
    mail = EmailMessage.objects.get()
    assert (mail.to_address, mail.user_id, mail.priority) == ("lamia@example.com", person.pk, Priority.HIGH)
    assert (mail.subject, mail.text, mail.html, mail.language) == ("رمز الدخول", "123456", "", "ar")
    assert mail.from_address == django_settings.DEFAULT_FROM_EMAIL


def test_alternatives_headers_and_attachments_are_kept() -> None:
    message = EmailMultiAlternatives(
        "S", "text", "a@example.com", ["b@example.com"], cc=["c@example.com"], reply_to=["d@example.com"],
        headers={"X-Thing": "1"}, connection=get_connection(BACKEND),
    )  # fmt: skip
    message.attach_alternative("<p>html</p>", "text/html")
    message.attach("a.txt", "hello", "text/plain")
    message.attach("b.bin", b"\x00\x01", "application/octet-stream")
    assert message.send() == 1
    rows = list(EmailMessage.objects.order_by("pk"))
    assert [row.to_address for row in rows] == ["b@example.com", "c@example.com"]
    for row in rows:
        assert (row.text, row.html, row.reply_to, row.headers) == (
            "text",
            "<p>html</p>",
            "d@example.com",
            {"X-Thing": "1"},
        )
        kept = [(one.name, bytes(one.content), one.mime_type) for one in row.attachments.all()]
        assert kept == [("a.txt", b"hello", "text/plain"), ("b.bin", b"\x00\x01", "application/octet-stream")]
