"""The privacy centre: from the request to the downloaded copy, from the wish to the erasure by two officers."""

from __future__ import annotations

import zipfile

from django.core.files.storage import storages
from playwright.sync_api import expect

from compliance.copies.models import Copy
from compliance.erasure.models import Erasure
from compliance.rights.models import Request
from core.models import OutboxMessage
from tests.browser.conftest import PHONE
from tests.browser.signed_in import press, wait_until
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.rights import officer

CENTRE = "/{}/privacy/requests/"


def state(row):
    row.refresh_from_db()
    return row.state


def test_from_the_request_to_the_downloaded_copy(password_only, way, tmp_path):
    user = UserFactory(language=way.language)
    page = way.enter(user)
    page.goto(f"/{way.language}/info/terms/")
    press(page, f'footer a[href="{CENTRE.format(way.language)}"]')
    way.looks(page)
    page.locator(".held summary").first.click()
    way.looks(page)
    press(page, 'main a[href$="/new/copy/"]')
    way.looks(page)
    press(page, "main form[method=post] button.primary")
    found = Request.objects.get()
    wait_until(page, lambda: state(found) == "delivered")
    page.reload()
    way.looks(page)
    expect(page.locator("main")).to_contain_text(found.number)
    copy = Copy.objects.get()
    press(page, f'a[href="{copy.get_absolute_url()}"], a[href*="/privacy/copies/{copy.code}/"]')
    way.looks(page)
    press(page, "main form[method=post] button")  # who they are is asked once more
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "main form[method=post] button[type=submit], main form[method=post] button.primary")
    way.looks(page)
    with page.expect_download() as coming:
        page.locator('main a[href$="/download/"]').first.click()
    kept = tmp_path / "copy.zip"
    coming.value.save_as(kept)
    names = zipfile.ZipFile(kept).namelist()
    assert any(name.endswith("index.html") for name in names)
    assert any(name.endswith("data.json") for name in names)


def test_from_the_wish_to_the_erasure_by_two_officers(way):
    user = UserFactory(language=way.language)
    person = way.enter(user)
    one, two = (way.enter(officer(language=way.language)) for _ in range(2))
    person.goto(f"{CENTRE.format(way.language)}new/destruction/")
    way.looks(person)
    person.locator("[name=sure]").check()
    press(person, "main form[method=post] button.primary")
    way.looks(person)
    found = Request.objects.get()
    one.goto(f"{CENTRE.format(way.language)}staff/")
    way.looks(one)
    press(one, f'main a[href*="{found.number}"]')
    way.looks(one)
    press(one, 'form[action$="/acts/assess/"] button')
    wait_until(one, lambda: state(found) == "assessing")
    one.reload()
    press(one, 'form[action$="/acts/erase/"] button')
    wait_until(one, lambda: state(found) == "fulfilling")
    one.reload()
    way.looks(one)
    erasure = Erasure.objects.get()
    two.goto(f"/{way.language}/privacy/erasure/{erasure.number}/")
    way.looks(two)
    press(two, 'form[action$="/approve/"] button')
    wait_until(two, lambda: state(erasure) == "done")
    assert state(found) == "delivered"
    user.refresh_from_db()
    assert (user.is_active, user.email) == (False, f"erased-{user.pk}@erased.invalid")
    person.goto(CENTRE.format(way.language))
    expect(person.locator('main a[href*="/account/login/"]')).to_have_count(1)


def test_a_correction_with_a_paper_that_is_destroyed(way):
    user = UserFactory(language=way.language, name_en="Lamya")
    person, office = way.enter(user), way.enter(officer(language=way.language))
    person.goto(f"{CENTRE.format(way.language)}new/correction/")
    way.looks(person)
    person.locator('[name="field_accounts.name_en"]').fill("Lamia")
    press(person, "main form[method=post] button.primary")
    found = Request.objects.get()
    person.locator("details.step summary").click()
    paper = {"name": "deed.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a paper"}
    person.locator("input[type=file]").set_input_files(paper)
    press(person, 'form[action$="/evidence/"] button')
    way.looks(person)
    path = found.corrections.get().evidence_path
    assert storages["originals"].exists(path) is True
    office.goto(f"{CENTRE.format(way.language)}{found.number}/")
    way.looks(office)
    press(office, 'form[action$="/apply/"] button.primary')
    assert state(found) == "delivered"
    wait_until(office, lambda: not storages["originals"].exists(path))
    user.refresh_from_db()
    assert user.name_en == "Lamia"


def test_a_guest_proves_an_address_with_a_code(visitor, axe, sideways):
    page = visitor(language="ar", size=PHONE)
    page.goto(CENTRE.format("ar"))
    axe(page)
    assert sideways(page) == 0
    press(page, 'main a[href$="/ask/"]')
    axe(page)
    page.locator("[name=email]").fill("guest@example.com")
    press(page, "main form[method=post] button.primary")
    axe(page)
    assert sideways(page) == 0
    rows = OutboxMessage.objects.filter(topic="rights.code")
    wait_until(page, rows.exists)
    page.locator("[name=code]").fill(rows.get().payload["secret"])
    press(page, "main form[method=post] button.primary")
    assert Request.objects.get().identity == "code"
    axe(page)
