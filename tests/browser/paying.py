"""From a checkout to the bank and back, as a reader of English does it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.factories.delivery import house_rates

HOME = {
    "phone": "0552148830",
    "short": "RHMA4471",
    "line1": "طريق الأمير محمد بن سعد",
    "district": "الملقا",
    "building": "4471",
    "additional": "7602",
    "city": "الرياض",
    "postcode": "13524",
}


def fill_address(page: Page, **other: str) -> None:
    for name, value in {**HOME, **other}.items():
        page.locator(f"[name=new-{name}]").fill(value)


def go_on(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    page.wait_for_load_state()


def check_out(page: Page) -> None:
    """The checkout is open at its address: the first way of delivery, the test bank, which takes the payment."""
    house_rates()  # tests with real commits empty the tables that migrations filled
    fill_address(page)
    go_on(page, "Continue to delivery")
    go_on(page, "Continue to payment")
    page.locator("[name=provider][value=sandbox]").check()
    go_on(page, "Order and pay")
    go_on(page, "Confirm")
