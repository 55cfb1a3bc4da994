"""A new password, by code or with the old one."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from compliance.models import AuditEntry
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
RESET, CONFIRM = "/en/account/password/reset/", "/en/account/password/reset/confirm/"
COMPLETE, CHANGE = "/en/account/password/reset/complete/", "/en/account/password/change/"
FRESH = "a lighter horse 8"


@pytest.fixture
def user() -> User:
    return UserFactory(email="lamya@example.com", roles=[Role.COLLECTOR])


def test_a_code_leads_to_a_new_password(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    assert client.post(RESET, {"email": user.email}).headers["Location"] == CONFIRM
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])}).headers["Location"] == COMPLETE
    client.post(COMPLETE, {"password1": FRESH, "password2": FRESH})
    user.refresh_from_db()
    assert user.check_password(FRESH)
    assert [mail.subject for mail in mailoutbox] == [
        "Your code for a new password",
        "You have a new password",
    ]
    assert AuditEntry.objects.filter(action="accounts.password.reset").count() == 1


def test_a_wrong_code_changes_nothing(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(RESET, {"email": user.email})
    wrong = "000000" if code_in(mailoutbox[0]) != "000000" else "111111"
    for _ in range(4):
        client.post(CONFIRM, {"code": wrong})
    client.post(COMPLETE, {"password1": FRESH, "password2": FRESH})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_unknown_address_reads_the_same(
    client: Client, user: User, mailoutbox: list[EmailMessage]
) -> None:
    known = client.post(RESET, {"email": user.email})
    unknown = Client().post(RESET, {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert mailoutbox[1].subject == "There is no account with this address"


def test_changing_it_takes_the_old_one(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    client.force_login(user)
    fields = {"password1": FRESH, "password2": FRESH}
    page = client.post(CHANGE, {**fields, "oldpassword": "not it at all"}).content.decode()
    assert "Please type your current password." in page
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    response = client.post(CHANGE, {**fields, "oldpassword": PASSWORD})
    assert response.headers["Location"] == "/en/account/"
    user.refresh_from_db()
    assert user.check_password(FRESH)
    assert [mail.subject for mail in mailoutbox] == ["Your password was changed"]
    assert AuditEntry.objects.get(action="accounts.password.changed").actor_id == user.pk


def test_a_new_password_signs_the_other_devices_out(client: Client, user: User) -> None:
    other = Client()
    other.force_login(user)
    client.force_login(user)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH})
    assert client.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302
