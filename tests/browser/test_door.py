"""The door in a real browser: with a line, without one, and when it comes back; accessible, and it fits a phone."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.conftest import DESK, PHONE
from tests.browser.gallery import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.admission import door
from workshops.admission import codes, services
from workshops.admission.models import CheckIn

SHOTS = os.environ.get("SHOTS", "")


def shot(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.fixture
def here(house):
    made = door(starts_at=clock.now() + timedelta(hours=1))
    for name in ("لمياء الراشد", "Sara Ali", "نورة"):
        made.ticket(name, booker=UserFactory())
    return made


@pytest.fixture
def at_the_door(visitor, house, here):
    def opened(language="ar", size=PHONE):
        page = visitor(language=language, size=size)
        sign_in(page, here.owner, house)
        page.goto(f"/{language}/admission/door/{here.session.pk}/")
        expect(page.locator("#listed")).to_be_visible()
        return page

    return opened


def tickets(here):
    return {row.attendee_name: row for row in services.checking.queries.tickets_in(here.run)}


def present(page, code: str) -> None:
    page.locator("#code").fill(code)
    page.locator("#typed button").click()


def test_with_a_line(at_the_door, here, axe, sideways):
    page, row = at_the_door(), tickets(here)["لمياء الراشد"]
    present(page, codes.short_of(row.pk, row.secret))
    expect(page.locator("#answer .verdict")).to_have_text("أهلًا وسهلًا")
    axe(page)
    assert sideways(page) == 0
    shot(page, "door.welcome.ar")
    present(page, codes.code_of(row.pk, row.secret))
    expect(page.locator("#answer .verdict")).to_have_text("سبق الدخول")
    shot(page, "door.already.ar")
    assert CheckIn.objects.count() == 1


def test_without_a_line_and_back(at_the_door, here, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page, row = at_the_door("en"), tickets(here)["Sara Ali"]
    page.context.set_offline(True)
    code = codes.code_of(row.pk, row.secret)
    present(page, code)
    expect(page.locator("#answer .verdict")).to_have_text("Welcome")
    expect(page.locator("#kept")).to_have_text("Scans that wait for a line: 1")
    present(page, code)
    expect(page.locator("#answer .verdict")).to_have_text("Already entered")
    present(page, "3F-7KQ2-M9XA")
    expect(page.locator("#answer .verdict")).to_have_text("Not on this phone's list")
    shot(page, "door.offline.en")
    assert not CheckIn.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_be_hidden()
    entry = CheckIn.objects.get()
    assert (entry.ticket, entry.offline, entry.state) == (row, True, "in")


def test_a_reload_without_a_line(at_the_door, here, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = at_the_door("en")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    expect(page.locator("#listed")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    row = tickets(here)["Sara Ali"]
    present(page, codes.code_of(row.pk, row.secret))
    expect(page.locator("#answer .verdict")).to_have_text("Welcome")


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("en", DESK)])
def test_pages_are_accessible_and_fit(visitor, house, here, *, axe, sideways, language, size):
    row = tickets(here)["لمياء الراشد"]
    owner, guest = visitor(language=language, size=size), visitor(language=language, size=size)
    sign_in(owner, here.owner, house)
    sign_in(guest, row.registration.booker, house)
    run = here.run.pk
    pages = [
        "doors",
        f"runs/{run}",
        f"runs/{run}/certificates",
        f"runs/{run}/materials",
        f"runs/{run}/feedback",
    ]
    for page, paths in ((guest, [f"tickets/{row.label}"]), (owner, [*pages, f"runs/{run}/statement"])):
        for path in paths:
            page.goto(f"/{language}/admission/{path}/")
            axe(page)
            assert sideways(page) == 0, path
            shot(page, f"{path.replace('/', '_').replace(row.label, 'x').replace(str(run), 'r')}.{language}")
