from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from core.money import Money
from marketplace import services, studio
from marketplace.models import Artwork
from marketplace.studio import Attention
from orders.models import SellerMember
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.marketplace.views.conftest import Hang

EN, AR = "/en/studio/", "/ar/studio/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def titles(html: str) -> list[str]:
    return re.findall(r'name="title_en" value="(.*?)"', html)


def tabs(html: str) -> dict[str, str]:
    bar = re.search(r'<nav class="tabs" id="status-tabs".*?</nav>', html, re.DOTALL)
    assert bar is not None
    return dict(re.findall(r'>([^<>]+) <span class="n"><bdi>(\d+)</bdi>', bar[0]))


def state_of(work: Artwork) -> dict[str, Any]:
    return Artwork.objects.rewrite(False).filter(pk=work.pk).values().get()


@pytest.fixture
def mine(client_for, owner) -> Client:
    return client_for(owner)


@pytest.fixture
def theirs(client_for, outsider) -> Client:
    """Somebody with a studio of their own."""
    SellerFactory(owner=outsider, slug="another")
    return client_for(outsider)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_works(mine, hang: Hang, django_assert_num_queries, rows: int) -> None:
    for _ in range(rows):
        hang(picture=True)
    with django_assert_num_queries(15):
        mine.get(EN)


def test_a_visitor_is_asked_who_they_are(client: Client, db: None) -> None:
    assert client.get(EN)["Location"] == "/en/account/login/?next=/en/studio/"


def test_who_sells_nothing_is_told_how(client_for, outsider) -> None:
    html = client_for(outsider).get(EN).content.decode()
    assert "The studio is where artists and galleries sell" in html


def test_an_outsider_sees_nothing_of_it(theirs, hang: Hang) -> None:
    hang(title_en="Mine")
    assert titles(theirs.get(EN).content.decode()) == []
    assert theirs.get(EN, {"seller": "hafez"}).status_code == 404


CHANGES = [
    ("cells/", {"title_en": "Taken"}),
    ("cells/", {"price": "1"}),
    ("state/", {"to": "archive"}),
    ("", {"title_en": "Taken", "category": "painting"}),
    ("images/", {}),
]


@pytest.mark.parametrize(("tail", "data"), CHANGES)
def test_an_outsider_changes_nothing(theirs, hang: Hang, tail: str, data: dict[str, str]) -> None:
    work = hang()
    before = state_of(work)
    assert theirs.post(f"{EN}works/{work.pk}/{tail}", data).status_code == 404
    assert state_of(work) == before


@pytest.mark.parametrize(("tail", "data"), CHANGES)
def test_a_visitor_changes_nothing(client: Client, hang: Hang, tail: str, data: dict[str, str]) -> None:
    work = hang()
    before = state_of(work)
    assert client.post(f"{EN}works/{work.pk}/{tail}", data).status_code == 302
    assert state_of(work) == before


def test_an_outsider_archives_nothing_in_bulk(theirs, hang: Hang) -> None:
    work = hang()
    before = state_of(work)
    assert theirs.post(f"{EN}selected/?seller=hafez", {"work": work.pk, "to": "archive"}).status_code == 404
    theirs.post(f"{EN}selected/?seller=another", {"work": work.pk, "to": "archive"})
    assert state_of(work) == before


def test_the_tabs_count_what_stands_where(mine, hang: Hang) -> None:
    hang(title_en="On sale")
    hang(title_en="In work", published=False)
    services.mark_sold(artwork=hang(title_en="Gone"), by=None)
    services.hold_artwork(artwork=hang(title_en="Asked for"), by=None)
    services.hold_artwork(artwork=hang(title_en="Lot"), source="lot:7", by=None)
    html = mine.get(EN).content.decode()
    assert tabs(html) == {
        "All": "5",
        "For sale": "1",
        "In auction": "1",
        "Reserved": "1",
        "Sold": "1",
        "Draft": "1",
    }
    for status, title in (("in_auction", "Lot"), ("reserved", "Asked for"), ("draft", "In work")):
        assert titles(mine.get(EN, {"status": status}).content.decode()) == [title]


def test_an_unknown_status_is_nowhere(mine, hang: Hang) -> None:
    assert mine.get(EN, {"status": "lost"}).status_code == 404


@pytest.mark.parametrize("words", ["noon", "نون", "H-7"])
def test_a_work_is_found_in_either_script(mine, hang: Hang, words: str) -> None:
    hang()
    hang(title_en="Noon", title_ar="نون", inventory_number="H-7")
    assert titles(mine.get(EN, {"q": words}).content.decode()) == ["Noon"]


def test_an_artist_is_found_in_the_other_script(mine, hang: Hang) -> None:
    stranger = services.create_artist(by=None, name_ar="سلمان", name_en="Salman")
    hang(title_en="Tents", artist=stranger)
    hang()
    assert titles(mine.get(EN, {"q": "سلمان"}).content.decode()) == ["Tents"]


def test_nothing_found_says_how_to_go_on(mine, hang: Hang) -> None:
    hang()
    html = mine.get(EN, {"q": "<i>zz</i>"}).content.decode()
    assert "“<bdi>&lt;i&gt;zz&lt;/i&gt;</bdi>”" in html


def test_the_first_work_is_still_to_come(mine, seller) -> None:
    assert "Hang your first work" in mine.get(EN).content.decode()


def test_a_draft_that_is_not_ready_wants_attention(mine, hang: Hang) -> None:
    hang(title_en="Copper Tents", published=False, height_cm=None, width_cm=None)
    html = mine.get(EN).content.decode()
    assert "Copper Tents lacks its size or a picture" in html
    assert ">Add the size</a>" in html


def test_nothing_wants_attention(mine, hang: Hang) -> None:
    hang()
    assert "Nothing needs your attention today." in mine.get(EN).content.decode()


def test_another_room_adds_its_own(mine, hang: Hang) -> None:
    hang()

    def lots(seller):
        return [Attention(2, "Lots live tonight", "14 and 15", "/en/lots/")] if seller.slug == "hafez" else []

    studio.register_attention(lots)
    studio.register_tab("mine", "Their own tab", "marketplace:studio-import")
    try:
        html = mine.get(EN).content.decode()
    finally:
        studio.unregister_tab("mine")
        studio.unregister_attention(lots)
    assert "Lots live tonight" in html
    assert '<a href="/en/studio/import/">Their own tab</a>' in html


def test_who_acts_for_two_sellers_chooses(mine, hang: Hang, owner) -> None:
    second = SellerFactory(slug="second")
    SellerMember.objects.create(seller=second, user=owner)
    hang(title_en="First")
    hang(title_en="Second", seller=second)
    assert titles(mine.get(EN).content.decode()) == ["First"]
    assert titles(mine.get(EN, {"seller": "second"}).content.decode()) == ["Second"]


def test_a_title_is_saved_as_the_cell_is_left(mine, hang: Hang) -> None:
    work = hang()
    response = mine.post(f"{EN}works/{work.pk}/cells/", {"title_ar": "نون\u202e"}, **HTMX)
    work.refresh_from_db()
    assert (response.status_code, work.title_ar) == (200, "نون")
    assert 'value="نون"' in response.content.decode()


def test_html_in_a_title_stays_text(mine, hang: Hang) -> None:
    work = hang()
    html = mine.post(f"{EN}works/{work.pk}/cells/", {"title_en": '"><b>x</b>'}, **HTMX).content.decode()
    assert "&quot;&gt;&lt;b&gt;x&lt;/b&gt;" in html
    assert "<b>x</b>" not in mine.get(EN).content.decode()


@pytest.mark.parametrize(
    ("typed", "minor"), [("12,500", 1_250_000), ("١٢٬٥٠٠", 1_250_000), ("١٢٫٥", 1_250), ("", None)]
)
def test_a_price_in_the_digits_of_both_scripts(mine, hang: Hang, typed: str, minor: int | None) -> None:
    work = hang()
    assert mine.post(f"{EN}works/{work.pk}/cells/", {"price": typed}, **HTMX).status_code == 200
    work.refresh_from_db()
    assert work.price_minor == minor


def test_a_dinar_has_three_decimals(mine, hang: Hang) -> None:
    work = hang(price=Money(1_000, "KWD"), currency="KWD")
    mine.post(f"{EN}works/{work.pk}/cells/", {"price": "1.500"}, **HTMX)
    work.refresh_from_db()
    assert (work.price_minor, work.currency) == (1_500, "KWD")


@pytest.mark.parametrize("typed", ["cheap", "0", "-5"])
def test_what_is_no_price_stays_in_its_cell_with_the_reason(mine, hang: Hang, typed: str) -> None:
    work = hang()
    before = state_of(work)
    response = mine.post(f"{EN}works/{work.pk}/cells/", {"price": typed}, **HTMX)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'value="{typed}"' in html
    assert 'aria-invalid="true"' in html
    assert state_of(work) == before


def test_the_last_title_cannot_be_taken_away(mine, hang: Hang) -> None:
    work = hang(title_ar="")
    before = state_of(work)
    response = mine.post(f"{EN}works/{work.pk}/cells/", {"title_en": "  "}, **HTMX)
    assert response.status_code == 422
    assert "Give the work a title in at least one language." in response.content.decode()
    assert state_of(work) == before


def test_the_price_of_a_reserved_work_is_firm(mine, hang: Hang) -> None:
    work = hang()
    services.hold_artwork(artwork=work, by=None)
    before = state_of(work)
    response = mine.post(f"{EN}works/{work.pk}/cells/", {"price": "1"}, **HTMX)
    assert response.status_code == 422
    assert "The price cannot be changed while the work is on hold or sold." in response.content.decode()
    assert state_of(work) == before


def test_the_cell_of_a_firm_price_cannot_be_typed_in(mine, hang: Hang) -> None:
    work = hang()
    services.hold_artwork(artwork=work, by=None)
    cell = re.search(rf'<input class="cell" id="price-{work.pk}".*?>', mine.get(EN).content.decode())
    assert cell is not None
    assert "readonly" in cell[0]
    assert "hx-post" not in cell[0]


def test_a_status_moves_on_and_the_tabs_with_it(mine, hang: Hang) -> None:
    work = hang(published=False)
    html = mine.post(f"{EN}works/{work.pk}/state/", {"status": "publish"}, **HTMX).content.decode()
    work.refresh_from_db()
    assert work.state == "published"
    assert tabs(html)["For sale"] == "1"
    assert '<option value="" selected>For sale</option>' in html


def test_an_old_work_without_licence_stays_a_draft(mine, hang: Hang) -> None:
    work = hang(published=False, year=1850, antiquity="yes")
    before = state_of(work)
    response = mine.post(f"{EN}works/{work.pk}/state/", {"status": "publish"}, **HTMX)
    assert response.status_code == 422
    assert "licence number of the Heritage Commission" in response.content.decode()
    assert state_of(work) == before


def test_an_unverified_seller_sends_for_review(client_for, hang: Hang) -> None:
    beginner = UserFactory()
    work = hang(published=False, seller=SellerFactory(owner=beginner))
    client = client_for(beginner)
    assert "Send for review" in client.get(EN).content.decode()
    client.post(f"{EN}works/{work.pk}/state/", {"to": "publish"})
    assert state_of(work)["state"] == "draft"
    client.post(f"{EN}works/{work.pk}/state/", {"to": "submit"})
    assert state_of(work)["state"] == "in_review"


def test_an_unknown_move_is_nowhere(mine, hang: Hang) -> None:
    work = hang()
    assert mine.post(f"{EN}works/{work.pk}/state/", {"to": "heaven"}).status_code == 404


def test_the_ticked_works_are_published_the_others_named(mine, hang: Hang) -> None:
    good, old = hang(published=False), hang(title_en="Old", published=False, year=1850, antiquity="yes")
    html = mine.post(
        f"{EN}selected/", {"work": [good.pk, old.pk, "x"], "to": "publish"}, follow=True
    ).content.decode()
    assert [state_of(one)["state"] for one in (good, old)] == ["published", "draft"]
    assert "1 work is changed." in html
    assert "Old: This work cannot be published yet" in html


def test_the_studio_in_arabic(mine, hang: Hang) -> None:
    for _ in range(2):
        hang()
    html = mine.get(AR).content.decode()
    assert "عملان، اثنان للبيع" in re.sub(r"\s+", " ", html)
    assert tabs(html)["للبيع"] == "2"
