"""The page of one's own calendar address."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories.accounts import UserFactory
from workshops.agenda.models import CalendarKey

pytestmark = pytest.mark.django_db


def at(name: str, language: str = "en") -> str:
    with override(language):
        return reverse(f"agenda:{name}")


def address(text: str) -> list[str]:
    return re.findall(r"/calendars/[A-Za-z0-9_-]{43}\.ics", text)


def test_an_address_is_shown_once_and_works(client_for, client):
    browser = client_for(UserFactory())
    assert address(browser.get(at("subscribe")).content.decode()) == []
    response = browser.post(at("subscribe"), {"language": "ar"})
    [made] = address(response.content.decode())
    assert "no-store" in response["Cache-Control"]
    assert client.get(made).status_code == 200
    assert address(browser.get(at("subscribe")).content.decode()) == []
    [other] = address(browser.post(at("subscribe"), {"language": "en"}).content.decode())
    assert (client.get(made).status_code, client.get(other).status_code) == (404, 200)


def test_it_is_switched_off(client_for, client):
    browser = client_for(UserFactory())
    [made] = address(browser.post(at("subscribe"), {"language": "ar"}).content.decode())
    text = browser.post(at("switch-off", "ar"), follow=True).content.decode()
    assert "أُوقف العنوان" in text
    assert client.get(made).status_code == 404
    assert not CalendarKey.objects.exists()
    assert "You have no calendar address" in browser.post(at("switch-off"), follow=True).content.decode()


def test_a_visitor_is_asked_to_sign_in_and_a_language_must_be_one(client, client_for):
    assert client.get(at("subscribe")).status_code == 302
    assert client.post(at("switch-off")).status_code == 302
    client_for(UserFactory()).post(at("subscribe"), {"language": "xx"})
    assert not CalendarKey.objects.exists()
