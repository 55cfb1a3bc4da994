"""The app client of phones: tokens instead of cookies."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
APP = "/_allauth/app/v1"


def _post(path: str, data: dict[str, Any], session: str = "") -> Any:
    headers = {"X-Session-Token": session} if session else {}
    return Client().post(f"{APP}{path}", data, content_type="application/json", headers=headers)


def _login() -> dict[str, Any]:
    answer = _post("/auth/login", {"email": "lamya@example.com", "password": PASSWORD})
    assert answer.status_code == 200, answer.json()
    meta: dict[str, Any] = answer.json()["meta"]
    return meta


def _me(access: str) -> int:
    return int(Client().get(f"{APP}/auth/session", headers={"Authorization": f"Bearer {access}"}).status_code)


def test_sign_up_by_code_gives_tokens(mailoutbox: list[EmailMessage]) -> None:
    answer = _post("/auth/signup", {"email": "lamya@example.com", "password": PASSWORD})
    assert answer.status_code == 401
    session = answer.json()["meta"]["session_token"]
    answer = _post("/auth/email/verify", {"key": code_in(mailoutbox[0])}, session)
    meta = answer.json()["meta"]
    assert (answer.status_code, meta["is_authenticated"]) == (200, True)
    claims = jwt.decode(meta["access_token"], options={"verify_signature": False})
    assert claims["sub"] == str(User.objects.get().pk)
    assert jwt.get_unverified_header(meta["access_token"])["alg"] == "RS256"


def test_a_refresh_token_works_once() -> None:
    UserFactory(email="lamya@example.com")
    meta = _login()
    first = _post("/tokens/refresh", {"refresh_token": meta["refresh_token"]})
    again = _post("/tokens/refresh", {"refresh_token": meta["refresh_token"]})
    assert (first.status_code, again.status_code) == (200, 400)


def test_a_signed_out_phone_has_no_token_any_more() -> None:
    UserFactory(email="lamya@example.com")
    meta = _login()
    out = Client().delete(f"{APP}/auth/session", headers={"Authorization": f"Bearer {meta['access_token']}"})
    assert out.status_code == 401
    assert _post("/tokens/refresh", {"refresh_token": meta["refresh_token"]}).status_code == 400


def test_a_forged_token_is_nobody() -> None:
    user = UserFactory()
    forged = jwt.encode({"sub": str(user.pk), "token_use": "access", "exp": 9_999_999_999}, "x" * 32, "HS256")
    assert _me(forged) in {401, 410}


@pytest.mark.usefixtures("one_moment")
def test_the_lock_out_holds_for_phones_too() -> None:
    UserFactory(email="lamya@example.com")
    for _ in range(5):
        _post("/auth/login", {"email": "lamya@example.com", "password": "wrong password"})
    answer = _post("/auth/login", {"email": "lamya@example.com", "password": PASSWORD})
    assert answer.status_code == 400


def test_the_specification_is_served_and_no_page_of_a_cdn() -> None:
    assert "/_allauth/app/v1/auth/login" in Client().get("/_allauth/openapi.json").json()["paths"]
    assert Client().get("/_allauth/openapi.html").status_code == 404


def test_browsers_use_the_pages() -> None:
    assert Client().get("/_allauth/browser/v1/config").status_code == 404
