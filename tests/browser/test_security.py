"""Pages that others wrote, and those that guard the house, work under the policy that allows nothing inline."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.signed_in import signed_in
from tests.factories.accounts import AdminFactory


def test_the_documentation_of_the_api_is_drawn(visitor):
    page = visitor(language="en", size=DESK)
    page.goto("/api/v1/docs/", timeout=60_000)
    expect(page.locator(".opblock").first).to_be_visible(timeout=60_000)
    page.locator(".opblock-summary").first.click()
    expect(page.locator(".opblock-body").first).to_be_visible()


def test_the_administration_works(visitor, house, complaints):
    complaints.expect("favicon.ico")  # its pages name none
    page = signed_in(visitor, house, AdminFactory(), "en", DESK)
    page.goto("/en/admin/accounts/user/")
    expect(page.locator("#result_list")).to_be_visible()
    page.goto("/en/admin/auctions/sale/add/")
    expect(page.locator("#sale_form")).to_be_visible()


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("en", DESK)])
def test_finders_read_where_to_write(visitor, axe, sideways, language, size):
    page = visitor(language=language, size=size)
    page.goto(f"/{language}/info/security/")
    expect(page.locator("a[href='/.well-known/security.txt']")).to_be_visible()
    assert sideways(page) == 0
    axe(page)
