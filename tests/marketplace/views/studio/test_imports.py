from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.models import Artwork
from tests.factories.orders import SellerFactory

URL = "/en/studio/import/"
SHEET = """inventory number,title,artist,medium,size,year,price
A-1,Noon,Noura Al-Sudairi,Oil on canvas,120 x 90 cm,2024,"12,500"
A-2,Dusk,Noura Al-Sudairi,Oil on canvas,100 x 80 cm,٢٠٢٣,١٢٬٥٠٠
A-3,<b>Bold</b>,Noura Al-Sudairi,Ink,wide,2020,cheap
A-1,Again,Noura Al-Sudairi,Ink,10 x 10 cm,2020,
"""


@pytest.fixture
def mine(client_for, owner, seller) -> Client:
    return client_for(owner)


def upload(client: Client, text: str | bytes = SHEET, name: str = "works.csv", url: str = URL):
    body = text if isinstance(text, bytes) else text.encode()
    return client.post(url, {"sheet": SimpleUploadedFile(name, body), "currency": "SAR"})


def test_each_error_is_shown_before_anything_is_saved(mine: Client) -> None:
    look = mine.get(upload(mine)["Location"])
    html = look.content.decode()
    rows = re.findall(r'<tr><td class="num"><bdi>(\d+)</bdi></td><td><bdi>(.*?)</bdi></td>', html)
    assert rows[:2] == [("4", "price"), ("5", "inventory number")]
    assert "cheap" in html
    assert Artwork.objects.count() == 0


def test_the_good_rows_are_taken_in_when_the_seller_says_so(mine: Client, seller) -> None:
    place = upload(mine)["Location"]
    html = mine.post(place, follow=True).content.decode()
    assert sorted(Artwork.objects.values_list("inventory_number", "price_minor", "state", "seller")) == [
        ("A-1", 1_250_000, "draft", seller.pk),
        ("A-2", 1_250_000, "draft", seller.pk),
    ]
    assert "2 works were taken in as drafts." in html
    assert "2 rows were left out." in html
    assert mine.get(place).status_code == 404


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        ("title,artist\nNoon,Noura\n", "a.csv", "The sheet has no column for"),
        ("inventory number,title\nA,نون\n".encode("cp1256"), "b.csv", "is not in UTF-8"),
        (b"", "c.csv", "is empty"),
        (b"x", "d.pdf", "is neither CSV nor XLSX"),
        (b"PK\x03\x04broken", "e.xlsx", "is damaged"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_at_its_field(
    mine: Client, body: str | bytes, name: str, reason: str
) -> None:
    response = upload(mine, body, name)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["sheet"]
    assert reason in response.content.decode()
    assert Artwork.objects.count() == 0


def test_html_in_a_cell_is_text(mine: Client) -> None:
    html = mine.get(upload(mine, "inventory number,title\nA-3,<b>Bold</b>\n")["Location"]).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert "<b>Bold" not in html


def test_a_sheet_is_there_for_who_brought_it_alone(mine: Client, client_for, outsider) -> None:
    place = upload(mine)["Location"]
    SellerFactory(owner=outsider, slug="another")
    other = client_for(outsider)
    assert (other.get(place).status_code, other.post(place).status_code) == (404, 404)
    assert Artwork.objects.count() == 0


def test_nobody_brings_works_into_anothers_studio(client_for, outsider, seller) -> None:
    SellerFactory(owner=outsider, slug="another")
    assert upload(client_for(outsider), url=f"{URL}?seller=hafez").status_code == 404


def test_a_visitor_is_asked_who_they_are(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 302
