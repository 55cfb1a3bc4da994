"""The room of one lot in a browser without a script: what it shows and how a bid is placed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from auctions.models import Bid, Lot
from auctions.views.room import RUNGS, Room, remaining, steps_above, steps_from
from core import clock
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db
SAR = make.SAR


def url(lot, name="lot", language="en"):
    with translation.override(language):
        return reverse(f"auctions:{name}", args=[lot.sale.slug, lot.number])


def post(client, lot, **data):
    body = {"key": str(uuid4()), "terms": "1", "choice": "", "amount": ""} | data
    return client.post(url(lot, "lot-bid"), body)


def test_page_shows_the_price_the_next_bid_and_its_whole_cost(client_for):
    lot = make.open_lot(opening_minor=430_000 * SAR)
    html = client_for(make.person()).get(url(lot)).content.decode()
    assert f'<form class="stack" id="bid" method="post" action="{url(lot, "lot-bid")}"' in html
    assert '<bdi id="price">430,000</bdi>' in html
    assert '<bdi id="bill-premium">77,400</bdi>' in html
    assert '<bdi id="bill-vat">76,110</bdi>' in html
    assert "<small>SAR</small> <bdi>583,510</bdi>" in html


def test_page_in_arabic_names_amounts_in_riyals(client_for):
    lot = make.open_lot(opening_minor=1_000 * SAR)
    html = client_for(make.person()).get(url(lot, language="ar")).content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert "المزايد" in html or "مزايدتك التالية" in html
    assert "<bdi>1,000</bdi> <small>ريال</small>" in html


def test_visitor_is_asked_to_sign_in_and_comes_back(client):
    lot = make.open_lot()
    html = client.get(url(lot)).content.decode()
    assert f"/en/account/login/?next={url(lot)}" in html
    assert 'id="bid"' not in html


def test_visitor_cannot_bid(client):
    lot = make.open_lot()
    response = post(client, lot, choice=1_000 * SAR)
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    assert Bid.objects.count() == 0


def test_a_step_of_the_ladder_is_bid_and_leads(client_for):
    lot, person = make.open_lot(), make.person()
    response = post(client_for(person), lot, choice=1_000 * SAR)
    assert (response.status_code, response["Location"]) == (302, url(lot))
    lot.refresh_from_db()
    assert (lot.price_minor, lot.leader.user_id, lot.bid_count) == (1_000 * SAR, person.pk, 1)


@pytest.mark.parametrize("typed", ["5000", "5,000", "٥٬٠٠٠", "٥٠٠٠", "5000.00"])
def test_an_amount_typed_in_either_script_counts(client_for, typed):
    lot = make.open_lot()
    post(client_for(make.person()), lot, choice=1_000 * SAR, amount=typed)
    assert list(Bid.objects.values_list("max_minor", flat=True)) == [5_000 * SAR]


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("cheap", 400, "is not an amount"),
        ("900", 409, "Your bid is below the next step. Bid SAR 1,000 or more."),
        ("1,150", 400, "The nearest amounts are SAR 1,100 and SAR 1,200."),
    ],
)
def test_a_wrong_amount_is_told_at_its_field_and_nothing_typed_is_lost(client_for, typed, status, said):
    lot = make.open_lot()
    response = post(client_for(make.person()), lot, amount=typed)
    html = response.content.decode()
    assert response.status_code == status
    assert said in html
    assert f'value="{typed}"' in html
    assert 'aria-invalid="true"' in html
    assert Bid.objects.count() == 0


def test_terms_must_be_accepted_with_the_first_bid(client_for):
    lot = make.open_lot()
    response = post(client_for(make.person()), lot, choice=1_000 * SAR, terms="")
    assert response.status_code == 409
    assert 'href="#terms"' in response.content.decode()
    assert Bid.objects.count() == 0


def test_the_same_form_sent_twice_is_one_bid(client_for):
    lot, client, key = make.open_lot(), client_for(make.person()), str(uuid4())
    for _ in range(2):
        assert post(client, lot, key=key, choice=1_000 * SAR).status_code == 302
    assert Bid.objects.count() == 1


def test_the_same_key_with_another_amount_is_refused(client_for):
    lot, client, key = make.open_lot(), client_for(make.person()), str(uuid4())
    post(client, lot, key=key, choice=1_000 * SAR)
    response = post(client, lot, key=key, choice=2_000 * SAR)
    assert response.status_code == 409
    assert list(Bid.objects.values_list("max_minor", flat=True)) == [1_000 * SAR]


def test_own_lot_has_no_form_and_takes_no_bid(client_for):
    owner = make.person()
    lot = make.open_lot(artwork=make.artwork(seller=make.seller(owner)))
    client = client_for(owner)
    assert 'id="bid"' not in client.get(url(lot)).content.decode()
    assert post(client, lot, choice=1_000 * SAR).status_code == 403
    assert Bid.objects.count() == 0


def test_after_the_end_the_bid_is_refused_kindly(client_for):
    lot = make.open_lot(ends_in=timedelta(seconds=-1))
    response = post(client_for(make.person()), lot, choice=1_000 * SAR)
    assert response.status_code == 409
    assert "arrived after the end" in response.content.decode()
    assert Bid.objects.count() == 0


def test_standing_is_told_in_words(client_for):
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 2_000)
    make.bid(lot, second, 5_000)
    leading = client_for(second).get(url(lot)).content.decode()
    outbid = client_for(first).get(url(lot)).content.decode()
    assert '<b id="standing-title">You are the highest bidder</b>' in leading
    assert "Your secret maximum is SAR 5,000" in leading
    assert '<b id="standing-title">You have been outbid</b>' in outbid
    assert "Bid SAR 2,400 or more to lead again" in outbid


def test_nobody_else_reads_a_maximum(client_for, client):
    lot, leader = make.open_lot(), make.person()
    make.bid(lot, leader, 17_000)
    for other in (client, client_for(make.person())):
        html = other.get(url(lot)).content.decode()
        visible = html.split('id="room-config"')[0]
        assert "17,000" not in visible.split('id="ladder"')[0]
        assert leader.email not in html


def test_a_leader_may_only_go_above_the_own_maximum():
    lot, leader = make.open_lot(), make.person()
    make.bid(lot, leader, 5_000)
    lot.refresh_from_db()
    room = Room(lot, leader, now=clock.now())
    assert room.floor == 5_500 * SAR
    assert [step["minor"] for step in room.ladder] == [
        minor * SAR for minor in (5_500, 6_000, 6_500, 7_000, 7_500, 8_000, 9_000, 10_000)
    ]


def test_record_says_who_answered():
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 5_000)
    make.bid(lot, second, 3_000)
    lot.refresh_from_db()
    with translation.override("en"):
        room = Room(lot, second, now=clock.now())
        line = room.feed[0]
    number = lot.leader.number
    assert line["who"] == f"You, beaten by Bidder {number}"
    assert (line["amount"], line["css"]) == ("3,200", "me")


def test_quote_says_the_whole_cost_or_why_not(client):
    lot = make.open_lot()
    good = client.get(url(lot, "lot-quote"), {"amount": "٢٬٠٠٠"})
    assert good.json() == {"minor": 200_000, "premium": 36_000, "vat": 35_400, "total": 271_400}
    bad = client.get(url(lot, "lot-quote"), {"amount": "2,050"}, headers={"accept": "application/json"})
    assert (bad.status_code, bad.json()["code"]) == (400, "auctions.off_grid")
    assert bad["Content-Type"] == "application/problem+json"


def test_catch_up_gives_what_came_since(client):
    lot = make.open_lot()
    before = lot.seq
    make.bid(lot, make.person(), 1_000)
    body = client.get(url(lot, "lot-events"), {"since": before}).json()
    assert [event["seq"] for event in body["events"]] == [before + 1]
    assert body["seq"] == before + 1
    assert body["state"]["price"] == 1_000 * SAR


@pytest.mark.parametrize("since", ["-1", "x", "99999999999", "٣"])
def test_catch_up_takes_nonsense_for_the_beginning(client, since):
    lot = make.open_lot()
    body = client.get(url(lot, "lot-events"), {"since": since}).json()
    assert [event["seq"] for event in body["events"]] == list(range(1, lot.seq + 1))


def test_watching_puts_the_lot_on_the_desk_and_takes_it_off(client_for):
    lot, person = make.open_lot(), make.person()
    client = client_for(person)
    client.post(url(lot, "lot-watch"), {"watch": "1"})
    assert list(person.watches.values_list("lot", flat=True)) == [lot.pk]
    client.post(url(lot, "lot-watch"), {"watch": "0"})
    assert person.watches.count() == 0


def test_a_draft_is_nobodys_business(client_for):
    lot = make.draft_lot(make.sale())
    for reader in (client_for(), client_for(make.person())):
        assert reader.get(url(lot)).status_code == 404
    assert Lot.objects.get().pk == lot.pk


def test_title_with_markup_is_text(client):
    lot = make.open_lot(artwork=make.artwork(title_en="<script>alert(1)</script>"))
    html = client.get(url(lot)).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_room_takes_a_fixed_number_of_queries(client_for, django_assert_num_queries):
    lot, person = make.open_lot(), make.person()
    client = client_for(person)
    client.get(url(lot))
    with django_assert_num_queries(13):
        client.get(url(lot))
    for amount in (1_000, 2_000, 5_000):
        make.bid(lot, make.person(), amount)
    with django_assert_num_queries(13):
        client.get(url(lot))


def test_ladder_offers_rungs_of_the_table():
    lot = make.open_lot()
    table = steps_from(lot, 1_000 * SAR)
    assert len(table) == 64
    assert [table[offset]["minor"] // SAR for offset in RUNGS] == [
        1_000, 1_100, 1_200, 1_300, 1_400, 1_500, 1_700, 1_900
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "first"), [("500000", 500_000), ("500001", 100_000), ("x", 100_000), ("1", 100_000)]
)
def test_steps_go_on_only_from_a_step(asked, first):
    assert steps_above(make.open_lot(), asked)[0]["minor"] == first


@pytest.mark.parametrize(
    ("left", "text"), [(84, "01:24"), (3_600, "1:00:00"), (10_929, "3:02:09"), (0, "00:00"), (-5, "00:00")]
)
def test_remaining_reads_like_a_clock(left, text):
    now = clock.now()
    assert remaining(now + timedelta(seconds=left), now) == text
