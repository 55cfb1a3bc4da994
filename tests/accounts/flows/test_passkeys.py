"""Passkeys: the whole ceremony with a key in software, and the ways in which it must fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from compliance.models import AuditEntry
from tests.accounts.mailbox import code_in
from tests.accounts.soft_key import SoftKey
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("password_only")]
ADD, LOGIN, LIST = (
    "/en/account/2fa/webauthn/add/",
    "/en/account/2fa/webauthn/login/",
    "/en/account/2fa/webauthn/",
)


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    """On a machine of one's own any origin will do; here only the site's."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def user() -> User:
    return UserFactory(email="lamya@example.com", roles=[Role.COLLECTOR])


@pytest.fixture
def device(client: Client, user: User) -> Client:
    """Signed in, and just asked for the password once more."""
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def _options(device: Client, url: str) -> dict[str, Any]:
    options: dict[str, Any] = device.get(url).context["js_data"]["creation_options"]
    return options


def _add(device: Client) -> SoftKey:
    key = SoftKey()
    answer = key.create(_options(device, ADD))
    response = device.post(ADD, {"name": "My phone", "passwordless": "on", "credential": answer})
    assert response.status_code == 302, response.context["form"].errors
    return key


def _sign_in(device: Client, key: SoftKey, **forged: Any) -> Any:
    options = device.get(LOGIN, headers={"Accept": "application/json"}).json()["request_options"]
    answer = json.loads(key.get(options))
    answer["response"].update(forged)
    return device.post(LOGIN, {"credential": json.dumps(answer)})


def test_a_passkey_is_added_and_signs_in_alone(device: Client, mailoutbox: list[EmailMessage]) -> None:
    key = _add(device)
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My phone"
    assert [mail.subject for mail in mailoutbox] == ["A passkey was added"]
    device.post("/en/account/logout/")
    response = _sign_in(device, key)
    assert response.headers["Location"] == "/en/desk/"
    assert device.get("/en/desk/").status_code == 200
    assert AuditEntry.objects.get(action="accounts.factor.added").after == {"kind": "webauthn"}


def test_another_key_with_the_same_number_does_not_sign_in(device: Client) -> None:
    key = _add(device)
    thief = SoftKey()
    thief.id, thief.user_handle = key.id, key.user_handle
    stranger = Client()
    _sign_in(stranger, thief)
    assert stranger.get("/en/desk/").status_code == 302


def test_an_old_answer_does_not_sign_in_again(device: Client) -> None:
    key = _add(device)
    stranger = Client()
    options = stranger.get(LOGIN, headers={"Accept": "application/json"}).json()["request_options"]
    answer = key.get(options)
    other = Client()
    other.get(LOGIN, headers={"Accept": "application/json"})
    other.post(LOGIN, {"credential": answer})
    assert other.get("/en/desk/").status_code == 302


def test_a_key_of_another_site_does_not_sign_in(device: Client) -> None:
    key = _add(device)
    key.origin = "https://evil.example"
    stranger = Client()
    _sign_in(stranger, key)
    assert stranger.get("/en/desk/").status_code == 302


@pytest.mark.parametrize("rubbish", ["", "null", "{}", "[]", '{"id": 1}', "not json"])
def test_rubbish_is_an_error_and_not_a_crash(client: Client, rubbish: str) -> None:
    client.get(LOGIN, headers={"Accept": "application/json"})
    assert client.post(LOGIN, {"credential": rubbish}).status_code < 500


def test_adding_asks_who_one_is_first(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get(ADD).headers["Location"].startswith("/en/account/reauthenticate/")


def test_a_key_is_renamed_and_removed_by_its_owner_only(device: Client) -> None:
    _add(device)
    key = Authenticator.objects.get(type="webauthn")
    charlie = UserFactory(roles=[Role.COLLECTOR])
    outsider = Client()
    outsider.force_login(charlie)
    outsider.post("/en/account/reauthenticate/", {"password": PASSWORD})
    for way in ("edit", "remove"):
        assert outsider.post(f"{LIST}keys/{key.pk}/{way}/", {"name": "Charlie's"}).status_code == 404
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My phone"
    device.post(f"{LIST}keys/{key.pk}/edit/", {"name": "The blue key"})
    assert Authenticator.objects.get(type="webauthn").wrap().name == "The blue key"
    device.post(f"{LIST}keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_an_account_is_opened_with_a_passkey_alone(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post("/en/account/signup/passkey/", {"email": "new@example.com"})
    response = client.post("/en/account/confirm-email/", {"code": code_in(mailoutbox[0])})
    create = "/en/account/2fa/webauthn/signup/"
    assert response.headers["Location"] == create
    key = SoftKey()
    client.post(create, {"name": "Phone", "credential": key.create(_options(client, create))})
    user = User.objects.get()
    assert not user.has_usable_password()
    client.post("/en/account/logout/")
    assert _sign_in(client, key).headers["Location"].startswith("/en/account/role/")
