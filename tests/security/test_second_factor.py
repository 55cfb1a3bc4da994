"""Staff work with a second factor; payouts change after a fresh confirmation; factors are exchanged, not dropped."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.checks import run_checks
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from accounts import stepup
from accounts.api.tokens import _check
from accounts.enums import Role
from accounts.exceptions import SecondFactorMissing
from accounts.models import User
from accounts.services import grant_role
from compliance.models import AuditEntry
from orders.payouts.models import BankAccount
from tests.accounts.mailbox import code_in
from tests.factories.accounts import PASSWORD, AdminFactory, StaffFactory, UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.payouts import IBAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("password_only")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ENROL, SHOW = "/en/account/2fa/", "/en/account/2fa/reauthenticate/"
ACCOUNT = "/en/sales/payouts/account/"


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    "path", ["/en/admin/", "/en/admin/accounts/user/", "/en/staff/mail/", "/en/desk/", "/en/works/", "/en/"]
)
def test_staff_without_a_factor_are_led_to_where_it_is_set_up(path: str) -> None:
    assert signed_in(AdminFactory()).get(path)["Location"] == ENROL


def test_staff_with_a_factor_that_was_not_shown_are_asked_for_it() -> None:
    browser = signed_in(with_app(AdminFactory()))
    assert browser.get("/en/admin/")["Location"] == f"{SHOW}?next=%2Fen%2Fadmin%2F"
    assert browser.post(f"{SHOW}?next=/en/admin/", {"code": code()})["Location"] == "/en/admin/"
    assert browser.get("/en/admin/").status_code == 200


def test_the_administration_has_no_door_of_its_own(client: Client) -> None:
    user = AdminFactory()
    answer = client.post(
        "/en/admin/login/", {"username": user.email, "password": PASSWORD, "next": "/en/admin/"}
    )
    assert answer["Location"].startswith("/en/account/login/")
    assert "_auth_user_id" not in client.session


def test_a_wrong_code_opens_nothing() -> None:
    browser = signed_in(with_app(AdminFactory()))
    browser.post(SHOW, {"code": "000000" if code() != "000000" else "111111"})
    assert browser.get("/en/admin/").status_code == 302


def test_setting_a_factor_up_counts_as_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda after, **_: after())
    user = AdminFactory()
    browser = signed_in(user)
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/en/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    value = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    browser.post("/en/account/2fa/totp/activate/", {"code": value})
    assert browser.get("/en/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/en/account/2fa/", "/en/account/logout/", "/en/account/sessions/"])
def test_the_way_out_and_in_stays_open(path: str) -> None:
    assert signed_in(AdminFactory()).get(path).status_code == 200


def test_the_api_refuses_a_cookie_without_a_factor_in_the_callers_language() -> None:
    answer = signed_in(StaffFactory()).get("/api/v1/me/", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.second_factor_missing")
    assert signed_in(UserFactory()).get("/api/v1/me/").status_code == 200


def test_a_phones_token_of_staff_needs_one_too() -> None:
    staff = with_app(StaffFactory())
    shown = {stepup.METHODS_OF: str(staff.pk), stepup.METHODS: [{"method": "mfa", "at": time.time()}]}
    password = {**shown, stepup.METHODS: [{"method": "password", "at": time.time()}]}
    old = {**shown, stepup.METHODS: [{"method": "mfa", "at": time.time() - 11 * 60 * 60}]}
    somebody_elses = {**shown, stepup.METHODS_OF: str(staff.pk + 1)}
    assert _check(shown, staff) is None
    for session in (password, old, somebody_elses, {}, None):
        with pytest.raises(SecondFactorMissing):
            _check(session, staff)


def test_a_session_token_is_read_and_refused_for_staff_only() -> None:
    def ask(user: User) -> int:
        browser = signed_in(user)
        return (
            APIClient()
            .get("/api/v1/me/", headers={"x-session-token": browser.session.session_key})
            .status_code
        )

    assert (ask(UserFactory()), ask(StaffFactory())) == (200, 403)


def test_others_need_none() -> None:
    assert signed_in(UserFactory()).get("/en/desk/").status_code == 200


def test_a_demonstration_may_do_without_and_the_check_says_so(settings) -> None:
    assert [
        found.id for found in run_checks(include_deployment_checks=True) if found.id == "accounts.E001"
    ] == []
    settings.STAFF_MFA = False
    assert signed_in(AdminFactory()).get("/en/admin/").status_code == 200
    found = [found.id for found in run_checks(include_deployment_checks=True) if found.id == "accounts.E001"]
    assert found == ["accounts.E001"]


def test_staff_keep_their_last_factor() -> None:
    staff, person = with_app(StaffFactory()), with_app(UserFactory())
    for user in (staff, person):
        browser = signed_in(user)
        browser.post(f"{SHOW}?next=/en/", {"code": code()})
        browser.post("/en/account/2fa/totp/deactivate/")
    assert list(Authenticator.objects.values_list("user", flat=True)) == [staff.pk]


def test_a_new_password_by_mail_does_not_pass_the_second_factor(mailoutbox: list[EmailMessage]) -> None:
    browser, user = Client(), with_app(UserFactory(roles=[Role.COLLECTOR]))
    reset = "/en/account/password/reset/"
    browser.post(reset, {"email": user.email})
    browser.post(f"{reset}confirm/", {"code": code_in(mailoutbox[0])})
    browser.post(f"{reset}complete/", {"password1": "a lighter horse 8", "password2": "a lighter horse 8"})
    user.refresh_from_db()
    assert user.check_password("a lighter horse 8")
    assert browser.get("/en/desk/").status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_day_of_staff_ends_however_busy() -> None:
    browser = signed_in(with_app(AdminFactory()))
    browser.post(f"{SHOW}?next=/en/", {"code": code()})
    session = browser.session
    records = session[stepup.METHODS]
    session[stepup.METHODS] = [{**records[0], "at": time.time() - 10 * 60 * 60 - 5}, *records]
    session.save()
    assert browser.get("/en/admin/")["Location"] == "/en/account/login/?next=%2Fen%2Fadmin%2F"
    assert browser.get("/en/desk/").status_code == 302


def test_more_power_begins_with_a_new_sign_in() -> None:
    user = UserFactory(roles=[Role.COLLECTOR])
    browser = Client()
    browser.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert browser.get("/en/desk/").status_code == 200
    grant_role(user=user, role=Role.STAFF, by=None)
    assert browser.get("/en/desk/")["Location"].startswith("/en/account/login/")


# Where money goes out.


def owner() -> User:
    user = UserFactory(roles=[Role.ARTIST])
    SellerFactory(owner=user)
    return user


FIELDS = {"holder": "Noura", "iban": IBAN, "bank_name": ""}


def test_looking_at_the_account_asks_nothing() -> None:
    page = signed_in(owner()).get(ACCOUNT)
    assert page.status_code == 200
    assert "change=1" in page.content.decode()
    assert 'name="iban"' not in page.content.decode()


@pytest.mark.parametrize("send", [lambda b: b.get(f"{ACCOUNT}?change=1"), lambda b: b.post(ACCOUNT, FIELDS)])
def test_changing_it_asks_for_the_second_factor(send: Callable[[Client], object]) -> None:
    without, with_one = signed_in(owner()), signed_in(with_app(owner()))
    assert send(without)["Location"] == ENROL
    assert send(with_one)["Location"].startswith(SHOW)
    assert not BankAccount.objects.exists()
    assert "SA03" not in str(dict(with_one.session.items()))  # what was typed is kept nowhere


def test_a_fresh_second_factor_changes_it() -> None:
    browser = signed_in(with_app(owner()))
    browser.post(f"{SHOW}?next={ACCOUNT}", {"code": code()})
    assert 'name="iban"' in browser.get(f"{ACCOUNT}?change=1").content.decode()
    assert browser.post(ACCOUNT, FIELDS)["Location"] == ACCOUNT
    assert BankAccount.objects.get().iban == IBAN


def test_one_that_was_shown_long_ago_is_asked_for_again() -> None:
    browser = signed_in(with_app(owner()))
    browser.post(f"{SHOW}?next={ACCOUNT}", {"code": code()})
    session = browser.session
    session[stepup.METHODS] = [{**record, "at": record["at"] - 16 * 60} for record in session[stepup.METHODS]]
    session.save()
    assert browser.post(ACCOUNT, FIELDS)["Location"].startswith("/en/account/reauthenticate/")
    assert not BankAccount.objects.exists()
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert browser.post(ACCOUNT, FIELDS)["Location"] == ACCOUNT


def test_an_account_that_has_nothing_to_confirm_with_signs_in_again() -> None:
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    browser = signed_in(user)
    assert not stepup.records_of(browser.session, user)
    request = browser.get("/en/desk/").wsgi_request
    assert not stepup.is_fresh(request)
    answer = stepup.ask_again(request)
    assert answer["Location"].startswith("/en/account/login/?next=")
    assert not request.user.is_authenticated


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/en/account/email/", {"action_add": "", "email": "new@example.com"}),
        ("/en/account/2fa/totp/deactivate/", {}),
        ("/en/account/2fa/recovery-codes/generate/", {}),
        ("/en/account/2fa/webauthn/add/", {}),
    ],
)
def test_addresses_and_factors_change_after_a_confirmation_only(path: str, fields: dict[str, str]) -> None:
    user = with_app(UserFactory())
    answer = signed_in(user).post(path, fields)
    assert "reauthenticate" in answer["Location"]
    assert [row.email for row in user.emailaddress_set.all()] == [user.email]
    assert Authenticator.objects.count() == 1
    assert not AuditEntry.objects.filter(action__startswith="accounts.email").exists()
