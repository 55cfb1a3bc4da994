"""The catalogue in a real browser: instant filters, two handles, the wall, and everything without scripts, too."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from orders.checkout.models import Checkout
from tests.browser.conftest import DESK, PHONE
from tests.browser.gallery import hang_gallery, sign_in
from tests.factories.accounts import UserFactory

TABLET = {"width": 768, "height": 1024}
WIDE = {"width": 1920, "height": 1080}
SIZES = {"phone": PHONE, "tablet": TABLET, "desk": DESK, "wide": WIDE}
FIRST_PARTY_BYTES = 120_000


@pytest.fixture(autouse=True)
def works(house):
    return hang_gallery()[1]


def titles(page: Page) -> list[str]:
    return page.locator("#results .t").all_inner_texts()


def pages_of(works, language: str) -> list[str]:
    work = works[0]
    return [
        f"/{language}/works/",
        f"/{language}/works/?category=painting&price_from=7000",
        f"/{language}/works/?category=textile",
        f"/{language}/works/{work.pk}-{work.slug}/",
        f"/{language}/artists/",
        f"/{language}/artists/{work.artist.slug}/",
        f"/{language}/galleries/",
        f"/{language}/galleries/{work.seller.gallery.slug}/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_accessible(visitor, axe, works, language, scheme):
    page = visitor(language=language, color_scheme=scheme)
    for url in pages_of(works, language):
        page.goto(url)
        axe(page)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_fits(visitor, sideways, works, language, size):
    page = visitor(language=language, size=size)
    for url in pages_of(works, language):
        page.goto(url)
        assert (url, sideways(page)) == (url, 0)


def test_a_tick_filters_at_once_and_the_address_can_be_shared(visitor):
    page = visitor(language="en")
    page.goto("/en/works/")
    page.get_by_role("checkbox", name=re.compile("^Work on paper")).check()
    expect(page.locator("#results .t")).to_have_text(["Noon"])
    expect(page).to_have_url(
        re.compile(r"/en/works/\?category=paper&sort=newest$|/en/works/\?category=paper$")
    )
    expect(page.get_by_role("checkbox", name=re.compile("^Work on paper"))).to_be_focused()
    shared = visitor(language="en")
    shared.goto(page.url)
    assert titles(shared) == ["Noon"]


def test_a_chip_takes_back_and_the_browser_goes_back(visitor):
    page = visitor(language="en")
    page.goto("/en/works/?category=paper")
    page.locator(".chip").click()
    expect(page.locator("#results .t")).to_have_count(4)
    expect(page.get_by_role("checkbox", name=re.compile("^Work on paper"))).not_to_be_checked()
    page.go_back()
    expect(page.locator("#results .t")).to_have_text(["Noon"])


def test_typing_searches_both_scripts(visitor):
    page = visitor(language="en")
    page.goto("/en/works/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("نون")
    expect(page.locator("#results .t")).to_have_text(["Noon"])
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("نون")


@pytest.mark.parametrize(("language", "dearer"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_the_handles_follow_the_reading_and_set_the_price(visitor, language, dearer):
    page = visitor(language=language)
    page.goto(f"/{language}/works/")
    low = page.locator(".slider input").first
    low.focus()
    low.press(dearer)
    expect(page.locator("#price_from")).to_have_value("7,500")
    expect(page.locator("#results .t")).to_have_count(2)
    expect(page.locator(".slider input")).to_have_count(2)


def test_a_price_that_is_none_is_named_and_kept(visitor):
    page = visitor(language="en")
    page.goto("/en/works/")
    page.locator("#price_from").fill("cheap")
    page.locator("#price_from").press("Tab")
    expect(page.locator("#results .notice")).to_contain_text("“cheap”")
    expect(page.locator("#price_from")).to_have_value("cheap")
    expect(page.locator("#results .t")).to_have_count(4)


def test_an_empty_page_leads_out(visitor):
    page = visitor(language="en")
    page.goto("/en/works/?category=paper&year_to=2019")
    page.get_by_role("link", name="Remove this condition").click()
    expect(page.locator("#results .t")).to_have_count(1)


def test_the_filters_are_a_sheet_on_a_phone(phone):
    phone.goto("/ar/works/")
    expect(phone.locator("#filters")).to_be_hidden()
    phone.locator(".opener").click()
    expect(phone.locator("#filters")).to_be_visible()
    phone.locator("#category-paper").check()
    expect(phone.locator(".closer")).to_have_text("اعرض العمل")
    expect(phone.locator("#filters")).to_be_visible()
    phone.locator(".closer").click()
    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.locator("#results .t")).to_have_text(["نون"])


def test_all_of_it_without_scripts(visitor, works):
    page = visitor(language="en", java_script_enabled=False)
    page.goto("/en/works/")
    page.locator("#category-paper").check()
    page.locator(".results-head button[type=submit]").click()
    assert titles(page) == ["Noon"]
    assert page.url.endswith("/en/works/?category=paper&sort=newest")
    page.locator("#results .work a").click()
    assert page.locator("h1").inner_text() == "Noon"


def test_works_keep_their_proportions(page):
    page.goto("/ar/works/")
    boxes = page.locator("#results .work img").evaluate_all(
        "all => all.map(i => [i.alt, i.getBoundingClientRect().width / i.getBoundingClientRect().height])"
    )
    ratios = {alt: round(ratio, 2) for alt, ratio in boxes}
    assert ratios == {"صحن الضوء": 2.18, "نون": 0.77, "الخليج": 1.47, "حراشف": 1.33}


def test_no_work_moves_while_the_page_loads(page):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { "
        "for (const entry of list.getEntries()) window.moved += entry.value; "
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto("/ar/works/")
    page.wait_for_timeout(500)
    assert page.evaluate("window.moved") < 0.01


def test_a_catalogue_page_is_light(page):
    """All but the pictures, as a proxy compresses it: page, styles, scripts; fonts are compressed already."""
    bodies: dict[str, tuple[str, bytes]] = {}

    def note(response):
        if response.request.resource_type != "image":
            bodies[response.url] = (response.request.resource_type, response.body())

    page.on("requestfinished", lambda request: note(request.response()))
    page.goto("/ar/works/", wait_until="networkidle")
    sizes = {
        url: len(body if kind == "font" else gzip.compress(body)) for url, (kind, body) in bodies.items()
    }
    assert len([kind for kind, _body in bodies.values() if kind == "font"]) >= 1
    assert sum(sizes.values()) < FIRST_PARTY_BYTES, sizes


@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_buys_comes_to_the_checkout_once(visitor, house, works, language):
    page = visitor(language=language)
    sign_in(page, UserFactory(), house)
    work = works[1]
    page.goto(f"/{language}/works/{work.pk}-{work.slug}/")
    page.locator(".offer form button.primary").dblclick()
    expect(page).to_have_url(re.compile(rf"/{language}/basket/checkout/[-0-9a-f]+/address/"))
    assert Checkout.objects.count() == 1


def test_the_wall_stands_out_in_the_dark(visitor, works):
    page = visitor(language="en", color_scheme="dark")
    page.goto(f"/en/works/{works[0].pk}-{works[0].slug}/")
    figure, wall = page.evaluate(
        "[getComputedStyle(document.querySelector('.room .fig')).fill, "
        "getComputedStyle(document.querySelector('.room')).backgroundColor]"
    )
    assert (figure, wall) == ("rgb(143, 132, 113)", "rgb(42, 37, 30)")


def test_a_link_is_copied_where_nothing_can_be_shared(visitor, works):
    page = visitor(language="en", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en/works/{works[0].pk}-{works[0].slug}/")
    page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("#share-said")).to_have_text("The link is copied.")
