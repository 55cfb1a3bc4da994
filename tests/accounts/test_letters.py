"""Every mail about an account, in both languages, and on its way through our own queue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.letters import LETTERS, write
from mailing.models import EmailMessage
from tests.factories.accounts import PASSWORD, UserFactory

FACTS = {
    "email": "lamya@example.com",
    "from_email": "old@example.com",
    "to_email": "new@example.com",
    "deleted_email": "old@example.com",
    "provider": "Google",
    "code": "123456",
}
ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.mark.parametrize("name", sorted(LETTERS))
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_each_letter_is_whole_in_each_language(name: str, language: str, direction: str) -> None:
    with override(language):
        written = write(LETTERS[name], FACTS)
    assert f'<html lang="{language}" dir="{direction}">' in written.html
    assert "%(" not in written.text + written.html
    for part in (written.subject, written.text, written.html):
        assert bool(ARABIC.search(part)) is (language == "ar")
    assert ("123456" in written.text) is ("123456" in written.html) is True
    assert written.html.count('class="button"') == bool(LETTERS[name].url_name)


def test_addresses_keep_their_direction_in_an_arabic_sentence() -> None:
    with override("ar"):
        written = write(LETTERS["account/email/email_changed"], FACTS)
    assert "\u2068old@example.com\u2069" in written.text


def test_html_in_a_fact_stays_text() -> None:
    with override("en"):
        letter = LETTERS["socialaccount/email/account_connected"]
        written = write(letter, {**FACTS, "provider": "<script>alert(1)</script>"})
    assert "<script>" not in written.html
    assert "&lt;script&gt;" in written.html


@pytest.mark.django_db
def test_the_mails_take_the_road_of_the_house(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "mailing.backend.QueueBackend"
    client.post("/ar/account/signup/", {"email": "lamya@example.com", "password1": PASSWORD})
    mail = EmailMessage.objects.get()
    assert (mail.to_address, mail.language, mail.subject) == ("lamya@example.com", "ar", "رمزك في سوق الفن")
    assert re.search(r"^\d{6}$", mail.text, re.MULTILINE)


@pytest.mark.django_db
def test_a_notice_is_in_the_language_of_its_owner(client: Client, mailoutbox: list[Any]) -> None:
    user = UserFactory(language="ar")
    client.force_login(user)
    fresh = "a lighter horse 8"
    client.post(
        "/ar/account/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert mailoutbox[0].subject == "تغيّرت كلمة مرورك"
