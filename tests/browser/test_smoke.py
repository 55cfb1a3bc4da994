"""The house stands: both languages, both sizes, readable by everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

DIRECTIONS = {"ar": "rtl", "en": "ltr"}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", DIRECTIONS)
def test_home_is_in_its_language_fits_and_is_accessible(visitor, axe, sideways, language, size):
    page = visitor(language=language, size=size)
    page.goto(f"/{language}/")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", DIRECTIONS[language])
    assert sideways(page) == 0
    axe(page)


def test_the_bare_address_leads_to_the_language_of_the_browser(visitor):
    for language in DIRECTIONS:
        page = visitor(language=language)
        page.goto("/")
        expect(page).to_have_url(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}/{language}/")


def test_the_arabic_font_is_our_own_and_is_loaded(page):
    page.goto("/ar/")
    loaded = page.evaluate("document.fonts.ready.then(f => [...f].filter(x => x.status == 'loaded').length)")
    assert loaded > 0


def test_a_complaint_of_the_browser_is_heard(page, complaints):
    complaints.expect("made on purpose")
    page.goto("/en/")
    page.evaluate("console.error('made on purpose')")
    assert [text.split(" (")[0] for text in complaints.heard] == ["console: made on purpose"]
    assert complaints.unexpected() == []


def test_inline_script_is_refused_and_the_refusal_is_heard(page, complaints):
    complaints.expect("Content Security Policy")
    page.goto("/en/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))"
    )
    assert page.evaluate("window.x") is None
    assert len(complaints.heard) == 1
