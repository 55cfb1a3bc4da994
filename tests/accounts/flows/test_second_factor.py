"""The authenticator app, recovery codes, trust and reauthentication."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.mail import EmailMessage
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from compliance.models import AuditEntry
from core.digits import eastern
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("password_only")]
ACTIVATE, OFF = "/en/account/2fa/totp/activate/", "/en/account/2fa/totp/deactivate/"
STEP, TRUST = "/en/account/2fa/authenticate/", "/en/account/2fa/trust/"


@pytest.fixture
def user() -> User:
    return UserFactory(email="lamya@example.com", roles=[Role.COLLECTOR])


@pytest.fixture
def device(client: Client, user: User) -> Client:
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def _code(secret: str, *, ago: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago)))


def _switch_on(device: Client) -> str:
    secret: str = device.get(ACTIVATE).context["form"].secret
    response = device.post(ACTIVATE, {"code": eastern(_code(secret, ago=1))})
    assert response.status_code == 302
    return secret


def _begin(device: Client) -> str:
    response = device.post("/en/account/login/", {"login": "lamya@example.com", "password": PASSWORD})
    return response.headers["Location"]


@pytest.mark.django_db(transaction=True)  # the library tells on commit
def test_switching_on_gives_recovery_codes_and_tells_by_mail(
    device: Client, mailoutbox: list[EmailMessage]
) -> None:
    _switch_on(device)
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert [mail.subject for mail in mailoutbox] == ["Authenticator app switched on"]
    assert AuditEntry.objects.filter(action="accounts.factor.added").count() == 2


def test_the_secret_rests_encrypted(device: Client) -> None:
    secret = _switch_on(device)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_wrong_code_switches_nothing_on(device: Client) -> None:
    device.get(ACTIVATE)
    page = device.post(ACTIVATE, {"code": "000000"}).content.decode()
    assert "Incorrect code." in page
    assert not Authenticator.objects.exists()


def test_signing_in_takes_both_steps(device: Client) -> None:
    secret = _switch_on(device)
    device.post("/en/account/logout/")
    assert _begin(device) == STEP
    assert device.get("/en/desk/").status_code == 302
    assert device.post(STEP, {"code": _code(secret)}).headers["Location"] == TRUST
    assert device.post(TRUST, {"action": "skip"}).headers["Location"] == "/en/desk/"
    assert device.get("/en/desk/").status_code == 200


def test_a_code_of_the_app_works_once(device: Client) -> None:
    secret = _switch_on(device)
    code = _code(secret)
    device.post("/en/account/logout/")
    _begin(device)
    device.post(STEP, {"code": code})
    other = Client()
    assert _begin(other) == STEP
    assert other.post(STEP, {"code": code}).status_code == 200
    assert other.get("/en/desk/").status_code == 302


@pytest.mark.usefixtures("one_moment")
def test_guessing_is_stopped(device: Client) -> None:
    secret = _switch_on(device)
    device.post("/en/account/logout/")
    _begin(device)
    for _ in range(10):
        device.post(STEP, {"code": "000000"})
    assert device.post(STEP, {"code": _code(secret)}).status_code == 200
    assert device.get("/en/desk/").status_code == 302


def test_a_recovery_code_works_once(device: Client) -> None:
    _switch_on(device)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for works in (True, False):
        stranger = Client()
        _begin(stranger)
        stranger.post(STEP, {"code": code})
        stranger.post(TRUST, {"action": "skip"})
        assert (stranger.get("/en/desk/").status_code == 200) is works


def test_a_trusted_device_skips_the_second_step(device: Client) -> None:
    secret = _switch_on(device)
    device.post("/en/account/logout/")
    _begin(device)
    device.post(STEP, {"code": _code(secret)})
    device.post(TRUST, {"action": "trust"})
    device.post("/en/account/logout/")
    assert _begin(device) == "/en/desk/"
    assert _begin(Client()) == STEP


def test_switching_off_asks_first_and_is_recorded(device: Client, user: User) -> None:
    _switch_on(device)
    stranger = Client()
    stranger.force_login(user)
    assert stranger.post(OFF).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    device.post(OFF)
    assert not Authenticator.objects.filter(type="totp").exists()
    assert AuditEntry.objects.filter(action="accounts.factor.removed").exists()


def test_reauthentication_takes_the_right_password(client: Client, user: User) -> None:
    client.force_login(user)
    page = client.post("/en/account/reauthenticate/", {"password": "wrong"}).content.decode()
    assert "Incorrect password." in page
    assert client.get(ACTIVATE).status_code == 302
