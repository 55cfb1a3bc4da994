"""The fixed pages: each exists in both languages, and the site's frame says where one is."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from config.pages import FOOTER, PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_page_reads_in_both_languages(client, slug, language, direction):
    with translation.override(language):
        url, title = reverse("page", args=[slug]), str(PAGES[slug].title)
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert f'<h1 class="big">{title}</h1>' in html


def test_page_without_a_name_is_not_found_in_arabic(client):
    response = client.get("/ar/info/nothing/")
    assert response.status_code == 404
    assert "لا شيء في هذا العنوان" in response.content.decode()


def test_footer_names_only_pages_that_exist():
    named = {entry for _, entries in FOOTER for entry in entries}
    assert named - set(PAGES) == {
        "compliance:privacy",
        "rights:centre",
        "consents:mine",
        "memberships:tiers",
        "workshops:workshop-list",
        "workshops:event-list",
        "agenda:month",
    }
    assert set(PAGES) - named == set()


def test_fee_page_says_the_rates_that_orders_charges(client):
    html = client.get("/ar/info/fees/").content.decode()
    assert "<bdi>18%</bdi>" in html
    assert "500,000 ريال" in html
    assert "<bdi>15%</bdi>" in html


def test_language_link_leads_to_the_same_page(client):
    html = client.get("/en/info/terms/").content.decode()
    assert 'href="/ar/info/terms/" lang="ar" hreflang="ar"' in html


def test_root_leads_to_arabic_unless_the_browser_asks_for_english(client):
    assert client.get("/").headers["Location"] == "/ar/"
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/en/"
