"""The question about cookies and the page of consents, as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from compliance.consents import queries
from tests.browser.signed_in import Way
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def names(page: Page) -> list[str]:
    return sorted(str(cookie.get("name")) for cookie in page.context.cookies())


def test_the_question_waits_in_the_page_and_covers_nothing(
    phone: Page, axe: Callable[[Page], None], sideways: Callable[[Page], int]
) -> None:
    phone.goto("/ar/info/about/")
    ask = phone.locator(".cookie-ask")
    assert (names(phone), sideways(phone)) == ([], 0)
    assert ask.evaluate("node => getComputedStyle(node).position") == "static"
    assert phone.evaluate(SHIFT) < 0.01
    axe(phone)
    buttons = ask.get_by_role("button")
    sizes = [box["height"] for one in buttons.all() if (box := one.bounding_box())]
    assert (len(sizes), len(set(sizes))) == (2, 1)
    buttons.nth(1).press("Enter")
    expect(ask).to_have_count(0)
    assert (names(phone), phone.url.endswith("/ar/info/about/")) == (["consents"], True)


def test_a_person_agrees_and_takes_it_back(way: Way) -> None:
    user = UserFactory(language=way.language)
    page: Any = way.enter(user)
    page.goto(f"/{way.language}/privacy/consents/")
    way.looks(page)
    row = page.locator("form.consent-row", has=page.locator("input[value=newsletter]"))
    row.get_by_role("button").first.click()
    expect(row.get_by_role("button")).to_have_count(1)
    assert queries.allows(user, "newsletter") is True
    row.get_by_role("button").click()
    expect(page.locator(".answers-list li")).to_have_count(2)
    assert queries.allows(user, "newsletter") is False
