"""More than one e-mail address."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "/en/account/email/"


@pytest.fixture
def signed_in(client: Client) -> User:
    user: User = UserFactory(email="lamya@example.com")
    client.force_login(user)
    return user


def test_a_second_address_is_confirmed_then_made_the_main_one(
    client: Client, signed_in: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post(EMAIL, {"action_add": "1", "email": "new@example.com"})
    client.post("/en/account/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert EmailAddress.objects.get(email="new@example.com").verified
    client.post(EMAIL, {"action_primary": "1", "email": "new@example.com"})
    signed_in.refresh_from_db()
    assert signed_in.email == "new@example.com"
    assert mailoutbox[-1].to == ["lamya@example.com"]
    assert mailoutbox[-1].subject == "Your e-mail address was changed"


def test_the_main_address_stays(client: Client, signed_in: User) -> None:
    client.post(EMAIL, {"action_remove": "1", "email": "lamya@example.com"})
    assert EmailAddress.objects.filter(email="lamya@example.com", primary=True).exists()


def test_somebody_elses_address_is_not_taken(
    client: Client, signed_in: User, mailoutbox: list[EmailMessage]
) -> None:
    other = UserFactory(email="other@example.com")
    client.post(EMAIL, {"action_add": "1", "email": "other@example.com"})
    assert EmailAddress.objects.get(email="other@example.com", verified=True).user == other
    client.post(EMAIL, {"action_remove": "1", "email": "other@example.com"})
    assert EmailAddress.objects.filter(user=other).count() == 1


def test_an_unconfirmed_account_cannot_sign_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = UserFactory(confirmed=False)
    response = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"] == "/en/account/confirm-email/"
    assert client.get("/en/desk/").status_code == 302
    assert len(mailoutbox) == 1
