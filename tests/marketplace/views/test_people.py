"""Artists, galleries and collections."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from marketplace import services
from marketplace.models import Artist, Gallery
from orders.models import Seller
from tests.marketplace.views.conftest import Hang


def names(html: str) -> list[str]:
    return re.findall(r'<span class="n"><bdi>(.*?)</bdi>', html)


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.fixture
def gallery(seller: Seller, artist: Artist) -> Gallery:
    made = services.create_gallery(
        by=None,
        seller=seller,
        name_ar="صالة حافظ",
        name_en="Gallery Hafez",
        about_ar="في جدة.",
        about_en="In Jeddah.",
    )
    services.represent_artist(by=None, gallery=made, artist=artist, since=date(2020, 1, 1))
    return made


def painter(number: int) -> Artist:
    return services.create_artist(by=None, name_ar=f"رسام {number}", name_en=f"Painter {number}")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_artists(client: Client, hang: Hang, django_assert_num_queries, rows: int) -> None:
    for number in range(rows):
        hang(artist=painter(number), picture=True)
    with django_assert_num_queries(3):
        client.get("/en/artists/")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_one_artist(
    client: Client, hang: Hang, artist: Artist, django_assert_num_queries, rows: int
) -> None:
    for _ in range(rows):
        hang(picture=True)
    with django_assert_num_queries(7):
        client.get(artist.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_galleries(client: Client, db: None, django_assert_num_queries, rows: int) -> None:
    for number in range(rows):
        services.create_gallery(by=None, name_ar=f"صالة {number}", name_en=f"Gallery {number}")
    with django_assert_num_queries(2):
        client.get("/en/galleries/")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_one_gallery(
    client: Client, hang: Hang, gallery: Gallery, django_assert_num_queries, rows: int
) -> None:
    for _ in range(rows):
        hang(picture=True)
    with django_assert_num_queries(7):
        client.get(gallery.get_absolute_url())


def test_artists_without_works_are_not_listed(client: Client, hang: Hang, artist: Artist) -> None:
    painter(1)
    hang()
    assert names(page(client, "/en/artists/")) == ["Noura Al-Sudairi"]


@pytest.mark.parametrize("words", ["noura", "السديري", "Sudairy", "نوره"])
def test_an_artist_is_found_in_either_script(client: Client, hang: Hang, words: str) -> None:
    hang(artist=painter(1))
    hang()
    assert names(page(client, f"/en/artists/?q={words}")) == ["Noura Al-Sudairi"]


def test_nobody_of_that_name(client: Client, hang: Hang) -> None:
    hang()
    html = page(client, "/en/artists/?q=<b>zz</b>")
    assert names(html) == []
    assert "Nothing matches “<bdi>&lt;b&gt;zz&lt;/b&gt;</bdi>”." in html


@pytest.mark.parametrize(("count", "words"), [(1, "عمل واحد"), (2, "عملان"), (3, "<bdi>3</bdi> أعمال")])
def test_how_many_works_in_good_arabic(client: Client, hang: Hang, count: int, words: str) -> None:
    for _ in range(count):
        hang()
    assert re.findall(r'<span class="cnt">(.*?)</span>', page(client, "/ar/artists/")) == [words]


def test_both_lives_of_a_gallery(client: Client, gallery: Gallery) -> None:
    html = page(client, f"/ar/galleries/{gallery.slug}/")
    assert ">في جدة.</p>" in html
    assert '<p class="c3 prose-user other" lang="en" dir="auto">In Jeddah.</p>' in html
    assert names(html) == ["نورة السديري"]


def test_a_gallery_shows_its_public_works(client: Client, hang: Hang, gallery: Gallery) -> None:
    hang(title_en="Shown")
    hang(title_en="Hidden", published=False)
    html = page(client, f"/en/galleries/{gallery.slug}/")
    assert re.findall(r'<span class="t"><bdi>(.*?)</bdi>', html) == ["Shown"]


@pytest.mark.parametrize("url", ["/en/artists/nobody/", "/en/galleries/nowhere/", "/en/collections/nothing/"])
def test_what_is_not_there(client: Client, db: None, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("room", ["artists", "galleries", "collections"])
def test_a_page_far_beyond(client: Client, db: None, room: str) -> None:
    response = client.get(f"/en/{room}/?page=1000000000")
    assert response.status_code == 404
    assert "1000000000" in response.content.decode()


def test_a_collection_in_its_order_without_what_is_hidden(client: Client, hang: Hang) -> None:
    works = [hang(title_en="B"), hang(title_en="Hidden", published=False), hang(title_en="A")]
    made = services.create_collection(by=None, title_ar="ضوء", title_en="Light", artworks=works)
    assert client.get(f"/en/collections/{made.slug}/").status_code == 404
    services.publish_collection(collection=made, by=None)
    html = page(client, f"/en/collections/{made.slug}/")
    assert re.findall(r'<span class="t"><bdi>(.*?)</bdi>', html) == ["B", "A"]
    assert names(page(client, "/en/collections/")) == ["Light"]


def test_the_map_names_every_work_in_both_languages(client: Client, hang: Hang) -> None:
    work, other = hang(), hang()
    hang(published=False)
    text = client.get("/sitemap-works.xml").content.decode()
    tails = [f"{one.pk}-{one.slug}/" for one in (other, work)]
    assert re.findall(r"<loc>http://testserver(.*?)</loc>", text) == [
        *(f"/ar/works/{tail}" for tail in tails),
        *(f"/en/works/{tail}" for tail in tails),
    ]
    assert text.count('hreflang="ar"') == 4


def test_the_map_leads_to_its_parts(client: Client, hang: Hang) -> None:
    hang()
    text = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"<loc>http://testserver/sitemap-(\w+).xml</loc>", text) == [
        "sections", "works", "artists", "galleries", "programme", "events",
    ]  # fmt: skip


def test_a_map_page_reads_its_slice_only(db: None, hang: Hang) -> None:
    from marketplace.models import Artwork
    from marketplace.sitemaps import InEachLanguage

    works = [hang() for _ in range(3)]
    pairs = InEachLanguage(Artwork.objects.order_by("pk"), ["ar", "en"])
    assert len(pairs) == 6
    assert pairs[2:5] == [(works[2], "ar"), (works[0], "en"), (works[1], "en")]
    assert pairs[0] == (works[0], "ar")


def test_robots_are_told_what_is_private(client: Client, settings) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /ar/studio/\n" in text
    assert text.endswith(f"Sitemap: {settings.SITE_URL}/sitemap.xml\n")
