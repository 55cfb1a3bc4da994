from __future__ import annotations

import re

import pytest
from django.test import Client

from core.money import Money
from marketplace import offers, services
from marketplace.offers import Offer
from tests.marketplace.views.conftest import Hang

AR, EN = "/ar/works/", "/en/works/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def titles(html: str) -> list[str]:
    return re.findall(r'<span class="t"><bdi>(.*?)</bdi>', html)


def page(client: Client, url: str, **headers: str) -> str:
    return client.get(url, **headers).content.decode()


@pytest.mark.parametrize(("rows", "queries"), [(1, 6), (3, 6)])
def test_queries_do_not_grow_with_the_works(
    client: Client, hang: Hang, django_assert_num_queries, rows: int, queries: int
) -> None:
    for _ in range(rows):
        hang(picture=True)
    with django_assert_num_queries(queries):
        client.get(AR)


@pytest.mark.parametrize(("rows", "queries"), [(1, 9), (3, 9)])
def test_queries_of_a_search_do_not_grow(
    client: Client, hang: Hang, django_assert_num_queries, rows: int, queries: int
) -> None:
    for _ in range(rows):
        hang(title_ar="نون", picture=True)
    with django_assert_num_queries(queries):
        client.get(AR, {"q": "نون"})


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "لا أعمال"), (1, "عمل واحد"), (2, "عملان"), (3, "3</bdi> أعمال"), (11, "11</bdi> عملًا")],
)
def test_the_number_of_works_in_good_arabic(client: Client, hang: Hang, count: int, words: str) -> None:
    for _ in range(count):
        hang()
    status = re.search(r'<p class="h2" role="status"><b>(.*?)</b></p>', page(client, AR))
    assert status is not None
    assert status[1].removeprefix("<bdi>") == words


def test_html_in_a_title_is_text(client: Client, hang: Hang) -> None:
    hang(title_ar="<b>نون</b>", title_en="")
    assert titles(page(client, AR)) == ["&lt;b&gt;نون&lt;/b&gt;"]


def test_drafts_are_not_shown(client: Client, hang: Hang) -> None:
    hang(published=False)
    assert titles(page(client, AR)) == []


def test_each_language_names_the_other(client: Client, hang: Hang, settings) -> None:
    hang()
    html = page(client, AR)
    links = set(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="(.*?)">', html))
    assert links == {("ar", f"{settings.SITE_URL}{AR}"), ("en", f"{settings.SITE_URL}{EN}")}


def test_a_bad_parameter_is_named_and_the_rest_is_shown(client: Client, hang: Hang) -> None:
    hang(title_ar="نون")
    response = client.get(AR, {"price_from": "رخيص", "category": "painting"})
    html = response.content.decode()
    assert response.status_code == 400
    assert "«رخيص»" in html or "“رخيص”" in html
    assert 'value="رخيص"' in html
    assert titles(html) == ["نون"]


def test_a_page_that_is_not_there(client: Client, hang: Hang) -> None:
    hang()
    response = client.get(EN, {"page": "1000000000"})
    assert response.status_code == 404
    assert "1000000000" in response.content.decode()


def test_htmx_gets_the_parts_and_the_address_to_show(client: Client, hang: Hang) -> None:
    hang()
    response = client.get(AR, {"q": "", "category": "painting", "sort": "newest"}, **HTMX)
    html = response.content.decode()
    assert "<html" not in html
    assert re.findall(r'id="(results|facets|also)"', html) == ["results", "facets", "also"]
    assert html.count('hx-swap-oob="true"') == 2
    assert response["HX-Push-Url"] == "/ar/works/?category=painting&sort=newest"
    assert "HX-Request" in response["Vary"]


def test_htmx_restoring_its_history_gets_a_whole_page(client: Client, hang: Hang) -> None:
    hang()
    html = page(client, AR, HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in html


def test_a_form_without_scripts_leads_to_an_address_without_blanks(client: Client) -> None:
    response = client.get(AR, {"q": "", "category": ["painting", ""], "price_from": ""})
    assert response.status_code == 302
    assert response["Location"] == "/ar/works/?category=painting"


def test_a_chip_takes_its_condition_back(client: Client, hang: Hang) -> None:
    hang()
    html = page(client, EN + "?category=painting&price_from=5000&price_to=70000")
    chips = re.findall(r'<a class="chip" href="(.*?)"', html)
    assert [chip.replace("&amp;", "&") for chip in chips] == [
        "/en/works/?price_from=5000&price_to=70000",
        "/en/works/?category=painting",
    ]


def test_an_empty_page_names_the_condition_to_do_without(client: Client, hang: Hang) -> None:
    hang(category="painting")
    hang(category="painting")
    html = page(client, EN + "?category=painting&year_from=2030")
    assert "Without the condition “From 2030” there are <bdi>2</bdi> works." in html
    assert 'href="/en/works/?category=painting"' in html


def test_an_empty_search_says_how_to_go_on(client: Client, hang: Hang) -> None:
    hang()
    assert "Nothing is called “<bdi>zzzzqqqq</bdi>”" in page(client, EN + "?q=zzzzqqqq")


def test_the_cheapest_first(client: Client, hang: Hang) -> None:
    hang(title_en="Dear", price=Money(900_000, "SAR"))
    hang(title_en="Cheap", price=Money(100_000, "SAR"))
    hang(title_en="Asked", price=None)
    assert titles(page(client, EN + "?sort=price")) == ["Cheap", "Dear", "Asked"]


def test_an_arabic_name_is_found_in_latin_letters_and_said_so(client: Client, hang: Hang) -> None:
    hang(title_en="Courtyard")
    html = page(client, EN + "?q=noura")
    assert titles(html) == ["Courtyard"]
    assert "<bdi>نورة السديري</bdi>" in html


def test_a_title_is_told_in_the_other_script(client: Client, hang: Hang) -> None:
    hang(title_ar="نون", title_en="Noon", artist=None)
    html = page(client, EN + "?q=نون")
    also = re.search(r'id="also".*?</div>', html, re.DOTALL)
    assert also is not None
    assert re.findall(r"<bdi>(.*?)</bdi>", also[0]) == ["Noon"]


def test_what_stands_where(client: Client, hang: Hang) -> None:
    hang(title_en="For sale")
    services.mark_sold(artwork=hang(title_en="Gone"), by=None)
    services.hold_artwork(artwork=hang(title_en="Held"), by=None)
    hang(title_en="Asked", price=None)
    html = page(client, EN)
    assert len(re.findall(r'<span class="tag mute">Sold</span>', html)) == 1
    assert len(re.findall(r'<span class="tag mute">Reserved</span>', html)) == 1
    assert len(re.findall(r'<span class="quiet">Price on request</span>', html)) == 1


def test_another_room_may_offer_a_work(client: Client, hang: Hang) -> None:
    work = hang()

    def lots(ids):
        return {
            pk: Offer("/en/lot/1/", "In auction now", "To the lot", live=True) for pk in ids if pk == work.pk
        }

    offers.register(lots)
    try:
        html = page(client, EN)
    finally:
        offers.unregister(lots)
    assert '<span class="tag win">In auction now</span>' in html


def test_a_filtered_page_is_not_for_search_engines(client: Client, hang: Hang) -> None:
    hang()
    robots = '<meta name="robots" content="noindex,follow">'
    assert robots not in page(client, EN)
    assert robots in page(client, EN + "?category=painting")


def test_the_histogram_and_its_edges(client: Client, hang: Hang) -> None:
    for riyals in (1_200, 6_000, 6_500):
        hang(price=Money(riyals * 100, "SAR"))
    html = page(client, EN)
    assert 'data-edges="1000,1500,2000,3000,5000,7500"' in html
    assert re.findall(r'<i class="h(\d+)( on)?"></i>', html) == [
        ("8", " on"), ("0", " on"), ("0", " on"), ("0", " on"), ("16", " on"),
    ]  # fmt: skip
    assert "Prices: most works cost between SAR 5,000 and SAR 7,500." in html
