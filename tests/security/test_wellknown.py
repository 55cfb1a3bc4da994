"""security.txt, the page behind it, where a password is changed, and what a password may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.checks import security_contact_is_current
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LONGEST = (
    "the dhow leaves Jeddah when the moon is thin, and the pearl divers sing of rain over seven "
    "quiet islands, far from every harbour wall"
)[:128]


def test_security_txt_says_what_the_standard_asks_for(client: Client, settings) -> None:
    settings.SITE_URL, settings.SECURITY_EMAIL = "https://souk.example", "finder@souk.example"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:finder@souk.example",
        f"Expires: {settings.SECURITY_TXT_EXPIRES}",
        "Preferred-Languages: ar, en",
        "Canonical: https://souk.example/.well-known/security.txt",
        "Policy: https://souk.example/en/info/security/",
        "Policy: https://souk.example/ar/info/security/",
    ]


def test_it_has_not_expired(settings) -> None:
    assert datetime.fromisoformat(settings.SECURITY_TXT_EXPIRES) > datetime.now(UTC)


@pytest.mark.parametrize(
    ("days", "found"), [(-1, ["accounts.E002"]), (30, []), (364, []), (400, ["accounts.W001"])]
)
def test_the_check_tells_in_time(settings, days: int, found: list[str]) -> None:
    settings.SECURITY_TXT_EXPIRES = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    assert [message.id for message in security_contact_is_current(None)] == found


@pytest.mark.parametrize(("language", "words"), [("ar", "من يكتشف ثغرة"), ("en", "Whoever finds a weakness")])
def test_the_page_tells_finders_in_both_languages(
    client: Client, settings, language: str, words: str
) -> None:
    page = client.get(f"/{language}/info/security/").content.decode()
    assert words in page
    assert f"mailto:{settings.SECURITY_EMAIL}" in page
    assert "/.well-known/security.txt" in page


def test_password_managers_find_the_page(client: Client) -> None:
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer["Location"]) == (302, "/ar/account/password/change/")


@pytest.mark.parametrize(
    "good", ["six lazy camels drink", "بيت صغير قرب النخيل", "x7 - 🐪 sand & rain", LONGEST]
)
def test_long_phrases_of_any_script_are_welcome(good: str) -> None:
    validate_password(good, UserFactory())


@pytest.mark.parametrize("bad", ["nine long", "password123", "1234567890", "lamya.alrashid", "ab" * 65])
def test_what_is_short_known_or_ones_own_name_is_not(bad: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(bad, UserFactory(email="lamya.alrashid@example.com"))
