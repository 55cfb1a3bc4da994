"""Sessions: a new key at each sign-in, none after it ends; forms only from our own pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.translation import override

from accounts.enums import Role
from accounts.models import User
from accounts.services import end_all_sessions
from compliance.models import AuditEntry
from tests.factories.accounts import PASSWORD, UserFactory
from tests.security.routes import pages

pytestmark = pytest.mark.django_db
LOGIN = "/en/account/login/"
# Others send these: they bear a signature or a secret of their own instead of our token.
OPEN_TO_OTHERS = {
    "consents:choose",  # asks the browser where the form came from: a token would set a cookie before any consent
    "webhooks:door",
    "webhooks:secret",
    "mail_webhooks:sendgrid",
    "mailing:unsubscribe",
    "apple_callback",
    "google_login_by_token",
}


@pytest.fixture
def user() -> User:
    return UserFactory(email="lamya@example.com", roles=[Role.COLLECTOR])


def enter(browser: Client) -> str:
    browser.post(LOGIN, {"login": "lamya@example.com", "password": PASSWORD})
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_in_changes_the_key_and_the_token(client: Client, user: User) -> None:
    client.get(LOGIN)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    session = client.session
    session["basket"] = "kept"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    after = enter(client)
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    assert client.cookies[settings.CSRF_COOKIE_NAME].value != token


def test_a_planted_key_is_not_taken(client: Client, user: User) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"
    assert enter(client) != "planted0planted0planted0planted0"


def test_signing_out_ends_the_session_in_the_database(client: Client, user: User) -> None:
    key = enter(client)
    client.post("/en/account/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/en/desk/").status_code == 302


def test_everywhere_means_here_too(client: Client, user: User) -> None:
    phone, stranger = Client(), Client()
    stranger.force_login(UserFactory())
    stranger.get("/en/desk/")
    for browser in (client, phone):
        enter(browser)
        browser.get("/en/desk/")
    assert client.post("/en/account/sessions/end/")["Location"] == LOGIN
    assert [browser.get("/en/desk/").status_code for browser in (client, phone, stranger)] == [302, 302, 200]
    assert UserSession.objects.filter(user=user).count() == 0
    entry = AuditEntry.objects.get(action="accounts.session.all_ended")
    assert (entry.actor_id, entry.after) == (user.pk, {"sessions": 2})


def test_it_takes_a_form_and_somebody(client: Client, user: User) -> None:
    enter(client)
    assert client.get("/en/account/sessions/end/").status_code == 405
    assert Client().post("/en/account/sessions/end/").status_code == 302
    assert client.get("/en/desk/").status_code == 200


def test_the_house_can_end_them(client: Client, user: User) -> None:
    enter(client)
    client.get("/en/desk/")
    assert end_all_sessions(user=user, by=None) == 1
    assert client.get("/en/desk/").status_code == 302


def test_no_page_takes_a_form_without_its_token(user: User) -> None:
    """Every address that takes a POST, but for those that others send to."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    open_doors = set()
    for route in pages():
        if route.name.startswith(("headless:", "api:")):
            continue
        if getattr(route.callback, "csrf_exempt", False):
            open_doors.add(route.name)
    assert open_doors == OPEN_TO_OTHERS
    for path in (
        "/en/account/profile/",
        "/en/notices/read/",
        "/en/basket/add/",
        LOGIN,
        "/en/account/logout/",
    ):
        answer = browser.post(path)
        assert answer.status_code == 403
        assert "This form is too old" in answer.content.decode()
    assert browser.get("/en/desk/").status_code == 200


def test_the_api_wants_the_token_where_a_cookie_says_who_asks(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    answer = browser.patch("/api/v1/me/", {"name_en": "Changed"}, content_type="application/json")
    assert answer.status_code == 403
    user.refresh_from_db()
    assert user.name_en != "Changed"


def test_another_sites_page_cannot_send_a_form(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    browser.get("/en/account/profile/")
    token = browser.cookies[settings.CSRF_COOKIE_NAME].value
    fields = {"csrfmiddlewaretoken": token}
    answer = browser.post(
        "/en/notices/read/", fields, headers={"origin": "https://evil.example"}, secure=True
    )
    assert answer.status_code == 403


@pytest.mark.usefixtures("one_moment")
def test_whose_account_is_under_attack_hears_of_it_once(user: User, mailoutbox: list[EmailMessage]) -> None:
    with override("en"):
        for _ in range(8):
            Client().post(LOGIN, {"login": "lamya@example.com", "password": "wrong password"})
    assert [mail.subject for mail in mailoutbox] == ["We stopped tries to sign in to your account"]
    assert mailoutbox[0].to == ["lamya@example.com"]
    assert AuditEntry.objects.filter(action="accounts.login.stopped").count() == 1


@pytest.mark.usefixtures("one_moment")
def test_tries_at_an_unknown_address_write_to_nobody(mailoutbox: list[EmailMessage]) -> None:
    for _ in range(8):
        Client().post(LOGIN, {"login": "nobody@example.com", "password": "wrong password"})
    assert mailoutbox == []


# How production sets its cookies, and what Django itself says about it.

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnop",
    "JWT_PRIVATE_KEY": "-",
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMDE=",
    "SITE_URL": "https://souk.example",
    "SANDBOX_PAYMENTS": "1",
}
ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.core import checks
names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_SECURE", "MFA_TRUST_COOKIE_NAME",
    "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "DEBUG", "STAFF_MFA"]
found = [message.id for message in checks.run_checks(include_deployment_checks=True)]
from allauth.mfa import app_settings
print(json.dumps({**{name: getattr(settings, name) for name in names}, "found": found,
    "trust": [app_settings.TRUST_COOKIE_SECURE, app_settings.TRUST_COOKIE_HTTPONLY],
    "policy": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].get("upgrade-insecure-requests")}))
"""


def test_production_binds_its_cookies_and_passes_its_own_checks() -> None:
    out = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, **PRODUCTION},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    said = json.loads(out.strip().splitlines()[-1])
    ours = ("security.", "accounts.", "models.", "urls.")
    assert [found for found in said.pop("found") if found.startswith(ours)] == []
    assert said == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_DOMAIN": None,
        "LANGUAGE_COOKIE_SECURE": True,
        "MFA_TRUST_COOKIE_NAME": "__Host-trusted",
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
        "STAFF_MFA": True,
        "trust": [True, True],
        "policy": True,
    }
