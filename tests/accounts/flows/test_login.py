"""Signing in: password, code, lock-out, and where it leads."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.enums import Role, Stage
from accounts.models import User
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, BY_CODE, CONFIRM = "/en/account/login/", "/en/account/login/code/", "/en/account/login/code/confirm/"


@pytest.fixture
def user() -> User:
    return UserFactory(email="lamya@example.com", roles=[Role.COLLECTOR])


def _try(client: Client, password: str = PASSWORD, **fields: str) -> str:
    response = client.post(LOGIN, {"login": "lamya@example.com", "password": password, **fields})
    return response.headers.get("Location", "") or response.content.decode()


def test_a_password_opens_the_desk(client: Client, user: User) -> None:
    assert _try(client) == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_the_address_is_no_matter_of_case(client: Client, user: User) -> None:
    assert _try(client, login="LAMYA@Example.com") == "/en/desk/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client, user: User) -> None:
    wrong = _try(client, "wrong password")
    unknown = _try(Client(), login="nobody@example.com")
    sentence = "The e-mail address or the password is not right."
    assert (sentence in wrong, sentence in unknown) == (True, True)
    assert client.get("/en/desk/").status_code == 302


@pytest.mark.usefixtures("one_moment")
def test_five_failures_lock_the_address_even_for_the_right_password(client: Client, user: User) -> None:
    for _ in range(5):
        _try(client, "wrong password")
    assert "Too many failed tries" in _try(client)
    assert client.get("/en/desk/").status_code == 302


@pytest.mark.usefixtures("one_moment")
def test_the_lock_says_so_in_arabic(client: Client, user: User) -> None:
    for _ in range(6):
        page = client.post("/ar/account/login/", {"login": user.email, "password": "wrong password"})
    assert "محاولات كثيرة غير صحيحة" in page.content.decode()


def test_a_closed_account_stays_closed(client: Client, user: User) -> None:
    User.objects.update(is_active=False)
    assert _try(client) != "/en/desk/"
    assert client.get("/en/desk/").status_code == 302


def test_next_is_kept_on_this_site_only(client: Client, user: User) -> None:
    assert _try(client, next="/en/works/") == "/en/works/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert _try(Client(), next=elsewhere) == "/en/desk/"


def test_without_a_role_one_is_asked_first(client: Client) -> None:
    UserFactory(email="lamya@example.com")
    assert _try(client, next="/en/works/") == "/en/account/role/?next=%2Fen%2Fworks%2F"


def test_signing_in_wakes_a_sleeper(client: Client, user: User) -> None:
    User.objects.update(stage=Stage.DORMANT)
    _try(client)
    user.refresh_from_db()
    assert user.stage == Stage.ACTIVE
    assert list(user.stage_changes.values_list("before", "after", "event")) == [
        ("dormant", "active", "signed_in")
    ]


def test_a_code_by_mail_signs_in(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    assert client.post(BY_CODE, {"email": user.email}).headers["Location"] == CONFIRM
    response = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert response.headers["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_a_used_code_is_used(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(BY_CODE, {"email": user.email})
    code = code_in(mailoutbox[0])
    client.post(CONFIRM, {"code": code})
    client.post("/en/account/logout/")
    client.post(CONFIRM, {"code": code})
    assert client.get("/en/desk/").status_code == 302


def test_a_code_belongs_to_one_browser(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(BY_CODE, {"email": user.email})
    thief = Client()
    thief.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert thief.get("/en/desk/").status_code == 302


def test_three_wrong_codes_end_the_try(client: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    client.post(BY_CODE, {"email": user.email})
    right = code_in(mailoutbox[0])
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        client.post(CONFIRM, {"code": wrong})
    client.post(CONFIRM, {"code": right})
    assert client.get("/en/desk/").status_code == 302


def test_a_code_for_an_unknown_address_reads_the_same(
    client: Client, user: User, mailoutbox: list[EmailMessage]
) -> None:
    known = client.post(BY_CODE, {"email": user.email})
    unknown = Client().post(BY_CODE, {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [mail.subject for mail in mailoutbox] == [
        "Your sign-in code",
        "There is no account with this address",
    ]


@pytest.mark.usefixtures("one_moment")
def test_codes_are_not_sent_without_end(user: User, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(5):
        Client().post(BY_CODE, {"email": user.email})
    assert len(mailoutbox) == 3


def test_signing_out_takes_a_post(client: Client, user: User) -> None:
    client.force_login(user)
    client.get("/en/account/logout/")
    assert client.get("/en/desk/").status_code == 200
    client.post("/en/account/logout/")
    assert client.get("/en/desk/").status_code == 302
