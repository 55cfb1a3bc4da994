"""A person's way in, in a real browser: sign-up, role, second factor, passkey, and every page for everybody."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from accounts.enums import Role
from accounts.models import User
from accounts.queries import roles_of
from mailing.models import EmailMessage
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import PASSWORD, UserFactory

DOORS = [
    "account/login/",
    "account/signup/",
    "account/signup/passkey/",
    "account/login/code/",
    "account/password/reset/",
]
ROOMS = [
    "account/",
    "account/profile/",
    "account/role/",
    "account/email/",
    "account/2fa/",
    "account/2fa/totp/activate/",
    "account/2fa/webauthn/add/",
    "account/sessions/",
    "desk/",
]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture(autouse=True)
def _mail_of_the_house(settings):
    settings.EMAIL_BACKEND = "mailing.backend.QueueBackend"


def _code() -> str:
    return re.search(r"^\d{6}$", EmailMessage.objects.latest("pk").text, re.MULTILINE).group()


def _press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _sign_in(page, user: User, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main .btn.primary").click()
    expect(page).not_to_have_url(re.compile("/account/login/"))


def test_sign_up_confirm_choose_a_role_and_protect_the_account(phone):
    phone.goto("/ar/account/signup/")
    phone.get_by_label("البريد الإلكتروني").fill("lamya@example.com")
    phone.get_by_label("كلمة المرور", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="أظهر كلمة المرور").click()
    expect(phone.locator("[name=password1]")).to_have_attribute("type", "text")
    _press(phone, "افتح الحساب")
    expect(phone.get_by_role("heading", level=1)).to_have_text("أكّد بريدك الإلكتروني")
    phone.get_by_label("الرمز الذي في الرسالة").fill(_code())
    _press(phone, "تأكيد")

    expect(phone.get_by_role("heading", level=1)).to_have_text("ما الذي جاء بك إلينا؟")
    expect(phone.get_by_label("الاسم في صفحتك العامة بالعربية")).to_be_hidden()
    phone.get_by_text("أعرض أعمالي وأبيعها.").click()
    phone.get_by_label("اسمك").fill("لمياء الراشد")
    phone.get_by_label("الاسم في صفحتك العامة بالعربية").fill("مرسم لمياء")
    _press(phone, "متابعة")
    expect(phone.get_by_role("heading", level=1)).to_have_text("أهلًا، لمياء الراشد")
    user = User.objects.get()
    assert (roles_of(user), user.time_zone) == ({Role.ARTIST}, "Asia/Riyadh")

    phone.goto("/ar/account/2fa/totp/activate/")
    phone.locator("[name=password]").fill(PASSWORD)
    _press(phone, "تأكيد")
    secret = phone.locator("code.secret").inner_text()
    phone.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    _press(phone, "فعّله")
    expect(phone.locator(".codes li")).to_have_count(10)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_a_passkey_is_added_and_opens_the_account(visitor, house):
    user = UserFactory(roles=[Role.COLLECTOR])
    page = visitor(language="en")
    door = page.context.new_cdp_session(page)
    door.send("WebAuthn.enable")
    door.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    name = house.replace("127.0.0.1", "localhost")  # a passkey's home is a name
    page.goto(f"{name}/en/account/login/?next=/en/account/2fa/webauthn/add/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    _press(page, "Sign in")
    page.locator("[name=password]").fill(PASSWORD)
    _press(page, "Confirm")
    page.get_by_label("Name of this key").fill("My phone")
    page.get_by_label("Sign in with this key alone, without a password").check()
    _press(page, "Add the passkey")
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.goto(f"{name}/en/account/logout/")
    _press(page, "Sign out")
    page.goto(f"{name}/en/account/login/")
    _press(page, "Sign in with a passkey")
    expect(page).to_have_url(f"{name}/en/desk/")


def test_at_a_bare_number_a_passkey_explains_itself(page):
    page.goto("/en/account/login/")
    _press(page, "Sign in with a passkey")
    expect(page.get_by_text("Passkeys need the site's name, not a number")).to_be_visible()


def test_the_first_error_is_announced_and_leads_to_its_field(page):
    page.goto("/en/account/signup/")
    page.get_by_label("E-mail address", exact=True).fill("lamya@example.com")
    page.get_by_label("Password", exact=True).fill("short")
    _press(page, "Open the account")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page.get_by_label("E-mail address", exact=True)).to_have_value("lamya@example.com")


def test_the_language_switch_is_kept_for_the_next_visit(page):
    user = UserFactory(language="ar", roles=[Role.COLLECTOR])
    _sign_in(page, user, "ar")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(re.compile("/en/desk/$"))
    page.goto("/")
    expect(page).to_have_url(re.compile("/en/$"))
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_fits_and_is_accessible(visitor, axe, sideways, language, size):
    page = visitor(language=language, size=size)
    for path in DOORS:
        page.goto(f"/{language}/{path}")
        assert sideways(page) == 0, path
        axe(page)
    _sign_in(page, UserFactory(name_ar="عبدالرحمن بن عبدالعزيز آل سعيد الغامدي", name_en="A" * 60), language)
    for path in ROOMS:
        page.goto(f"/{language}/{path}")
        if page.locator("[name=password]").count():
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main .btn.primary").click()
            expect(page).not_to_have_url(re.compile("reauthenticate"))
        assert sideways(page) == 0, path
        axe(page)


def test_the_dark_theme_is_accessible_too(visitor, axe):
    page = visitor(language="ar")
    _sign_in(page, UserFactory(theme="dark"), "ar")
    page.goto("/ar/account/profile/")
    page.locator("main .btn.primary").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for path in ("account/profile/", "account/role/", "desk/"):
        page.goto(f"/ar/{path}")
        axe(page)
