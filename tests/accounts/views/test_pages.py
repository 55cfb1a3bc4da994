"""Every page that a person can reach: in both languages, in our frame, clean under the content policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts import services
from accounts.enums import Role
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DOORS = [
    "account/login/",
    "account/signup/",
    "account/signup/passkey/",
    "account/login/code/",
    "account/password/reset/",
    "account/inactive/",
    "account/3rdparty/login/cancelled/",
    "setup/",
]
ROOMS = [
    "desk/",
    "account/",
    "account/profile/",
    "account/role/",
    "account/email/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/totp/activate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/sessions/",
    "account/3rdparty/",
    "account/logout/",
    "account/reauthenticate/",
]
INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|javascript:|<style|<script(?![^>]*(src=|application/json))"""
)


def _is_ours(page: str, language: str) -> None:
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count("<h1") == 1
    assert page.count('class="btn primary') + page.count("btn sm primary") <= 2
    assert not INLINE.search(page)
    assert '<meta name="robots" content="noindex">' in page
    assert len(re.findall(r'id="([^"]+)"', page)) == len(set(re.findall(r'id="([^"]+)"', page)))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", DOORS)
def test_a_door(client: Client, path: str, language: str) -> None:
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    _is_ours(response.content.decode(), language)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ROOMS)
def test_a_room(client_for: Callable[..., Client], path: str, language: str) -> None:
    browser = client_for(UserFactory())
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    response = browser.get(f"/{language}/{path}")
    assert response.status_code == 200
    _is_ours(response.content.decode(), language)


@pytest.mark.parametrize("path", [path for path in ROOMS if "reauth" not in path and "logout" not in path])
def test_a_room_is_shut_to_visitors(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/en/account/login/")


def test_somebody_without_a_password_may_set_one(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    page = client_for(user).get("/en/account/password/set/").content.decode()
    _is_ours(page, "en")
    assert "Set a password" in page


def test_the_profile_is_saved_and_the_page_turns_to_the_language(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    browser = client_for(user)
    fields = {
        "name_ar": "لمياء",
        "name_en": "Lamya",
        "language": "ar",
        "currency": "AED",
        "country": "AE",
        "time_zone": "Asia/Dubai",
        "theme": "dark",
        "arabic_digits": "on",
    }
    response = browser.post("/en/account/profile/", fields)
    assert response.headers["Location"] == "/ar/account/profile/"
    assert response.cookies["django_language"].value == "ar"
    assert response.cookies["theme"].value == "dark"
    user.refresh_from_db()
    assert {name: str(getattr(user, name)) for name in fields} == {**fields, "arabic_digits": "True"}
    assert 'data-theme="dark"' in browser.get("/ar/account/profile/").content.decode()
    assert browser.post("/ar/account/profile/", {**fields, "theme": "system"}).cookies["theme"].value == ""


def test_a_profile_with_an_error_keeps_what_was_typed(client_for: Callable[..., Client]) -> None:
    user = UserFactory(name_en="Before")
    page = client_for(user).post("/en/account/profile/", {"name_en": "After", "currency": "XXX"})
    text = page.content.decode()
    assert 'value="After"' in text
    assert 'href="#id_currency"' in text
    user.refresh_from_db()
    assert user.name_en == "Before"


def test_the_account_page_counts_in_good_arabic(client_for: Callable[..., Client]) -> None:
    user = UserFactory(roles=[Role.COLLECTOR, Role.ARTIST])
    for number in range(2):
        user.emailaddress_set.create(email=f"more{number}@example.com")
    page = client_for(user).get("/ar/account/").content.decode()
    assert "<bdi>3</bdi> عناوين" in page
    assert "مقتنٍ، فنان" in " ".join(page.split())


@pytest.mark.parametrize("roles", [1, 3])
def test_the_account_page_costs_the_same_for_many(
    client_for: Callable[..., Client], roles: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    user = UserFactory(roles=list(Role)[:roles])
    browser = client_for(user)
    with django_assert_num_queries(7):
        browser.get("/en/account/")


def test_html_in_a_name_is_text(client_for: Callable[..., Client]) -> None:
    user = UserFactory(name_en="<script>alert(1)</script>", language="en")
    page = client_for(user).get("/en/desk/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert not INLINE.search(page)


def test_set_up_through_the_page(client: Client) -> None:
    token = services.make_setup_token() or ""
    with override("en"):
        address = f"/en/setup/?key={token}"
    assert f'value="{token}"' in client.get(address).content.decode()
    fields = {"token": token, "name": "Lamya", "email": "head@example.com", "password": PASSWORD}
    weak = client.post("/en/setup/", {**fields, "password": "short"})
    assert "too short" in weak.content.decode()
    wrong = client.post("/en/setup/", {**fields, "token": "guess"})
    assert "not the latest one" in wrong.content.decode()
    response = client.post("/en/setup/", fields)
    assert response.headers["Location"] == "/en/account/2fa/"
    assert client.get("/en/admin/").headers["Location"] == "/en/account/2fa/"
    assert Client().get(address).status_code == Client().post("/en/setup/", fields).status_code == 404


def test_without_a_key_set_up_makes_nobody(client: Client) -> None:
    fields = {"token": "x", "name": "Lamya", "email": "head@example.com", "password": PASSWORD}
    assert client.post("/en/setup/", fields).status_code == 404
