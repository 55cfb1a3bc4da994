"""The studio in a real browser: cells that save themselves, cards on a phone, pictures, sheets."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from marketplace.models import Artwork
from tests.browser.conftest import DESK, PHONE
from tests.browser.gallery import hang_gallery, sign_in
from tests.factories.imaging import gradient, saved

SIZES = {
    "phone": PHONE,
    "tablet": {"width": 768, "height": 1024},
    "desk": DESK,
    "wide": {"width": 1920, "height": 1080},
}
SHEET = "inventory number,title,price\nA-1,Dusk,12500\nA-2,Dawn,cheap\n"


@pytest.fixture
def enter(visitor, house):
    """`enter(language, size)`: the owner of a small gallery, signed in; and the works."""
    owner, works = hang_gallery()

    def signed_in(language="en", size=DESK, **options):
        page = visitor(language=language, size=size, **options)
        sign_in(page, owner, house)
        return page

    signed_in.works = works
    return signed_in


def pages_of(works: list[Artwork], language: str) -> list[str]:
    return [
        f"/{language}/studio/",
        f"/{language}/studio/?q=zzzz",
        f"/{language}/studio/works/{works[-1].pk}/",
        f"/{language}/studio/works/add/",
        f"/{language}/studio/import/",
        f"/{language}/desk/studio/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_accessible(enter, axe, language, scheme):
    page = enter(language, color_scheme=scheme)
    for url in pages_of(enter.works, language):
        page.goto(url)
        axe(page)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_fits(enter, sideways, language, size):
    page = enter(language, size)
    for url in pages_of(enter.works, language):
        page.goto(url)
        assert (url, sideways(page)) == (url, 0)


def test_a_cell_saves_as_it_is_left_and_the_next_one_keeps_the_cursor(enter):
    page, work = enter(), enter.works[0]
    page.goto("/en/studio/")
    title, price = page.locator(f"#title_en-{work.pk}"), page.locator(f"#price-{work.pk}")
    title.fill("Court of Light")
    price.click()
    price.press_sequentially("1")
    expect(page.locator(f"#box-title_en-{work.pk} .said")).to_be_visible()
    expect(price).to_be_focused()
    work.refresh_from_db()
    assert work.title_en == "Court of Light"


def test_an_error_stands_at_its_cell_and_keeps_what_was_typed(enter, complaints):
    complaints.expect("422")
    complaints.expect("htmx-2.min.js")
    page, work = enter(), enter.works[0]
    page.goto("/en/studio/")
    price = page.locator(f"#price-{work.pk}")
    price.fill("cheap")
    price.press("Enter")
    expect(page.locator(f"#e-price-{work.pk}")).to_contain_text("“cheap” is not an amount.")
    expect(price).to_have_value("cheap")
    expect(price).to_have_attribute("aria-invalid", "true")
    price.fill("١٢٬٥٠٠")
    price.press("Enter")
    expect(page.locator(f"#box-price-{work.pk} .said")).to_be_visible()
    work.refresh_from_db()
    assert work.price_minor == 1_250_000


def test_a_status_moves_on_and_the_tabs_count_anew(enter):
    page, draft = enter(), enter.works[-1]
    page.goto("/en/studio/")
    tab = page.locator("#status-tabs a", has_text="For sale")
    expect(tab).to_contain_text("4")
    page.locator(f"#status-{draft.pk}").select_option("publish")
    expect(tab).to_contain_text("5")
    draft.refresh_from_db()
    assert draft.state == "published"


def test_a_phone_gets_cards(enter):
    page, work = enter("ar", PHONE), enter.works[0]
    page.goto("/ar/studio/")
    row = page.locator(f"#work-{work.pk}")
    box, screen = row.bounding_box(), page.viewport_size
    assert box["width"] <= screen["width"]
    for field in (f"#title_ar-{work.pk}", f"#title_en-{work.pk}", f"#price-{work.pk}", f"#status-{work.pk}"):
        part = page.locator(field).bounding_box()
        assert part["height"] >= 40
        assert part["x"] >= 0
        assert part["x"] + part["width"] <= screen["width"]


def test_pictures_are_added_described_and_moved(enter):
    page, draft = enter(), enter.works[-1]
    page.goto(f"/en/studio/works/{draft.pk}/")
    page.locator("#files").set_input_files(
        [
            {
                "name": "back.jpg",
                "mimeType": "image/jpeg",
                "buffer": saved(gradient(320, 240, seed=77)).read(),
            },
            {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"},
        ]
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".pictures > li")).to_have_count(2)
    expect(page.locator(".file-errors li")).to_contain_text("notes.jpg")
    second = page.locator(".pictures > li").nth(1)
    second.get_by_label("What it shows, in English").fill("The back")
    second.get_by_role("button", name="Save the description").click()
    expect(second.get_by_label("What it shows, in English")).to_have_value("The back")
    second.get_by_role("button", name="Move earlier").click()
    expect(page.locator(".pictures > li").first.get_by_label("What it shows, in English")).to_have_value(
        "The back"
    )


@pytest.fixture(autouse=True)
def _refusals(request, complaints):
    """An answer of 422 is heard by the browser's console; these tests mean to provoke some."""
    if "pictures" in request.node.name or "form" in request.node.name:
        complaints.expect("422")
        complaints.expect("htmx-2.min.js")


def test_a_form_with_an_error_starts_at_its_summary(enter):
    page = enter()
    page.goto("/en/studio/works/add/")
    page.get_by_label("Title in English").fill("Dusk")
    page.get_by_label("Height, cm").fill("tall")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").click()
    expect(page.get_by_label("Height, cm")).to_be_focused()
    expect(page.get_by_label("Title in English")).to_have_value("Dusk")
    page.get_by_label("Height, cm").fill("١٢٠")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.locator("h1")).to_have_text("Dusk")


def test_a_sheet_is_looked_at_and_taken_in(enter):
    page = enter()
    page.goto("/en/studio/import/")
    page.locator("#id_sheet").set_input_files(
        {"name": "works.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_role("button", name="Check the sheet").click()
    expect(page.get_by_text("cheap", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Take in")).click()
    expect(page.locator(".notice").first).to_contain_text("1 work was taken in as a draft.")


def test_without_scripts_the_form_does_it_all(enter):
    page, work = enter(java_script_enabled=False), enter.works[0]
    page.goto("/en/studio/")
    page.locator(f"#work-{work.pk} .acts a").first.click()
    page.get_by_label("Title in English").fill("Court of Light")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.locator("h1").inner_text() == "Court of Light"
