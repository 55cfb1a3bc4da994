"""Lists and catalogues of sales."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import auctions as make

pytestmark = pytest.mark.django_db


def en(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


def test_running_and_announced_sales_are_told_apart(client):
    running, draft = make.open_sale(), make.sale()
    html = client.get(en("auctions:sale-list")).content.decode()
    assert [name for name in ("live", "next", "past") if f'<h2 id="{name}">' in html] == ["live", "next"]
    assert running.title_en in html
    assert draft.title_en not in html


def test_without_any_sale_the_page_teaches(client):
    html = client.get(en("auctions:sale-list")).content.decode()
    assert "No sale is announced yet" in html


@pytest.mark.parametrize("lots", [1, 3])
def test_catalogue_takes_a_fixed_number_of_queries(client, django_assert_num_queries, lots):
    sale = make.open_sale(lots)
    url = sale.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(6):
        html = client.get(url).content.decode()
    assert html.count("data-lot=") == lots


@pytest.mark.parametrize("sales", [1, 3])
def test_list_takes_a_fixed_number_of_queries(client, django_assert_num_queries, sales):
    for _ in range(sales):
        make.open_sale()
    with django_assert_num_queries(3):
        client.get(en("auctions:sale-list"))


def test_unknown_sale_is_a_page_that_helps(client):
    response = client.get("/ar/auctions/nothing/")
    assert response.status_code == 404
    assert "لا يوجد مزاد في هذا العنوان." in response.content.decode()


def test_page_number_past_the_end_says_so(client):
    response = client.get(en("auctions:sale-list"), {"page": str(10**9)})
    assert response.status_code == 404
    assert "This list has no page" in response.content.decode()


def test_studio_shows_own_lots_only(client_for):
    mine, other = make.person(), make.person()
    own = make.open_lot(artwork=make.artwork(seller=make.seller(mine), title_en="Mine alone"))
    html = client_for(mine).get(en("auctions:studio-lots")).content.decode()
    assert own.artwork.title_en in html
    assert own.artwork.title_en not in client_for(other).get(en("auctions:studio-lots")).content.decode()
    assert client_for().get(en("auctions:studio-lots")).status_code == 302
