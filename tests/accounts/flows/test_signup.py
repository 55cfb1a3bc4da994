"""From a visitor to an account: sign-up, the code, the role."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Stage
from accounts.models import User
from accounts.queries import roles_of
from compliance.models import AuditEntry
from core.digits import eastern
from orders.models import Seller
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"email": "Lamya@example.com", "password1": PASSWORD}
SIGNUP, CONFIRM = "/ar/account/signup/", "/ar/account/confirm-email/"


def test_sign_up_confirm_and_choose_a_role(client: Client, mailoutbox: list[EmailMessage]) -> None:
    response = client.post(SIGNUP, NEW)
    assert response.headers["Location"] == CONFIRM
    user = User.objects.get()
    assert (user.email, user.language, user.stage) == ("lamya@example.com", "ar", Stage.REGISTERED)
    assert [mail.to for mail in mailoutbox] == [["lamya@example.com"]]

    response = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert response.headers["Location"] == "/ar/account/role/?next=%2Far%2Fdesk%2F"
    assert EmailAddress.objects.get().verified

    choice = {"role": "collector", "name": "لمياء الراشد", "zone": "Asia/Dubai"}
    response = client.post("/ar/account/role/?next=/ar/desk/", choice)
    assert response.headers["Location"] == "/ar/desk/"
    user.refresh_from_db()
    assert (user.name_ar, user.time_zone, user.stage) == ("لمياء الراشد", "Asia/Dubai", Stage.ACTIVE)
    assert roles_of(user) == {Role.COLLECTOR}
    assert [entry.action for entry in AuditEntry.objects.order_by("pk") if "stage" not in entry.action] == [
        "accounts.user.signed_up",
        "accounts.email.confirmed",
        "accounts.profile.changed",
        "accounts.role.granted",
    ]
    assert list(user.stage_changes.order_by("pk").values_list("after", flat=True)) == ["registered", "active"]


def test_the_code_may_be_typed_in_arabic_digits(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, NEW)
    typed = eastern(code_in(mailoutbox[0]))
    client.post(CONFIRM, {"code": f" {typed[:3]} {typed[3:]} "})
    assert EmailAddress.objects.get().verified


def test_a_wrong_code_says_so_and_three_end_the_try(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, NEW)
    right = code_in(mailoutbox[0])
    wrong = "000000" if right != "000000" else "111111"
    page = client.post(CONFIRM, {"code": wrong})
    assert "هذا الرمز غير صحيح" in page.content.decode()
    client.post(CONFIRM, {"code": wrong})
    client.post(CONFIRM, {"code": wrong})
    client.post(CONFIRM, {"code": right})
    assert not EmailAddress.objects.get().verified
    assert client.get("/ar/account/").status_code == 302


def test_a_code_works_once(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, NEW)
    code = code_in(mailoutbox[0])
    client.post(CONFIRM, {"code": code})
    client.post("/ar/account/logout/")
    response = client.post(CONFIRM, {"code": code})
    assert response.status_code == 302
    assert client.get("/ar/account/").status_code == 302


def test_an_address_that_has_an_account_gets_the_same_answer(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    """Nobody learns from the page who has an account; the owner learns it from the mail."""
    UserFactory(email="lamya@example.com")
    known = client.post(SIGNUP, NEW)
    unknown = Client().post(SIGNUP, {**NEW, "email": "other@example.com"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert client.get(CONFIRM).status_code == 200
    assert [mail.subject for mail in mailoutbox] == ["لديك حساب في سوق الفن من قبل", "رمزك في سوق الفن"]
    assert User.objects.count() == 2
    assert User.objects.get(email="lamya@example.com").check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "lamya@example"])
def test_a_weak_password_opens_nothing_and_the_address_stays_typed(client: Client, password: str) -> None:
    page = client.post(SIGNUP, {**NEW, "password1": password}).content.decode()
    assert 'value="Lamya@example.com"' in page
    assert 'aria-invalid="true"' in page
    assert not User.objects.exists()


def test_the_role_page_keeps_where_one_was_going(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGNUP, {**NEW, "next": "/ar/works/"})
    response = client.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": "/ar/works/"})
    assert response.headers["Location"] == "/ar/account/role/?next=%2Far%2Fworks%2F"


def _choose(client: Client, user: User, **choice: Any) -> Any:
    client.force_login(user)
    return client.post("/en/account/role/", {"name": "Noura", **choice})


def test_a_gallery_names_itself_and_has_a_seller(client: Client) -> None:
    user = UserFactory()
    response = _choose(client, user, role="gallery", studio_name_ar="صالة النخلة", studio_name_en="Palm")
    assert response.status_code == 302
    assert roles_of(user) == {Role.GALLERY}
    seller = Seller.objects.get()
    assert (seller.name_ar, seller.name_en) == ("صالة النخلة", "Palm")


def test_a_seller_without_a_name_keeps_what_was_typed(client: Client) -> None:
    user = UserFactory()
    page = _choose(client, user, role="artist").content.decode()
    assert "Write the name under which you sell" in page
    assert 'value="Noura"' in page
    assert roles_of(user) == frozenset()
    assert not Seller.objects.exists()


@pytest.mark.parametrize("role", ["staff", "emperor", ""])
def test_a_role_that_is_not_offered_is_refused(client: Client, role: str) -> None:
    user = UserFactory()
    assert _choose(client, user, role=role).status_code == 200
    user.refresh_from_db()
    assert (roles_of(user), user.is_staff) == (frozenset(), False)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_role_page_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    response = _choose(client, UserFactory(), role="collector", next=elsewhere)
    assert response.headers["Location"] == reverse("accounts:desk").replace("/ar/", "/en/")


def test_nonsense_from_the_browser_is_no_time_zone(client: Client) -> None:
    user = UserFactory()
    _choose(client, user, role="collector", zone="../../etc/passwd")
    user.refresh_from_db()
    assert user.time_zone == "Asia/Riyadh"
