"""Lots and bids over the API."""

from __future__ import annotations

from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from auctions.models import Bid
from core.api.limits import Bidding
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db
SAR = make.SAR


@pytest.fixture(autouse=True)
def _english(english):
    """Sentences are compared in English."""


def api(user=None, language="en"):
    client = APIClient(headers={"accept-language": language})
    if user:
        client.force_authenticate(user)
    return client


def place(client, lot, **body):
    body = {"key": str(uuid4()), "max_minor": 1_000 * SAR, "accept_terms": True} | body
    return client.post(f"/api/v1/lots/{lot.pk}/bids/", body)


def test_bid_is_answered_with_its_receipt():
    lot, person = make.open_lot(), make.person()
    response = place(api(person), lot, max_minor=5_000 * SAR)
    assert response.status_code == 200
    assert {name: response.data[name] for name in ("result", "price", "max", "ask", "replayed", "text")} == {
        "result": "leading",
        "price": 1_000 * SAR,
        "max": 5_000 * SAR,
        "ask": 1_100 * SAR,
        "replayed": False,
        "text": "Your bid was placed. You lead at SAR 1,000.",
    }
    lot.refresh_from_db()
    assert (response.data["hash"], response.data["seq"]) == (lot.head_hash, lot.seq)


def test_outsider_is_turned_away_and_nothing_changed():
    lot = make.open_lot()
    response = place(api(), lot)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert Bid.objects.count() == 0


def test_same_key_brings_the_same_answer_and_another_amount_a_conflict():
    lot, client, key = make.open_lot(), api(make.person()), str(uuid4())
    first, again = place(client, lot, key=key), place(client, lot, key=key)
    assert again.data == {**first.data, "replayed": True}
    other = place(client, lot, key=key, max_minor=2_000 * SAR)
    assert (other.status_code, other.data["code"]) == (409, "auctions.key_reused")
    assert Bid.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"max_minor": 900 * SAR}, 409, "auctions.too_low"),
        ({"max_minor": 1_050 * SAR}, 400, "auctions.off_grid"),
        ({"max_minor": 10**15}, 200, None),
        ({"max_minor": 10**15 + 1}, 400, "max_value"),
        ({"amount": "cheap", "max_minor": None}, 400, None),
        ({"seen_total_minor": 1}, 409, "auctions.total_changed"),
        ({"accept_terms": False}, 409, "auctions.terms_first"),
        ({"key": "nonsense"}, 400, "invalid"),
    ],
)
def test_refusals_have_codes(body, status, code):
    lot = make.open_lot()
    if code is None and status == 400:
        body.pop("max_minor")
        response = api(make.person()).post(f"/api/v1/lots/{lot.pk}/bids/", {"key": str(uuid4()), **body})
        assert response.status_code == 400
        assert response.data["errors"][0]["field"] == "amount"
        return
    response = place(api(make.person()), lot, **body)
    assert response.status_code == status
    assert response.data.get("code") == code
    assert Bid.objects.count() == (1 if status == 200 else 0)


def test_the_sentence_is_arabic_for_an_arabic_phone():
    lot = make.open_lot()
    response = place(api(make.person(language="ar"), "ar"), lot, max_minor=900 * SAR)
    assert response.data["detail"] == "مزايدتك دون الدرجة التالية. زايد بمبلغ 1,000 ريال أو أكثر."


def test_typed_amounts_are_read_in_either_script():
    lot = make.open_lot()
    response = api(make.person()).post(
        f"/api/v1/lots/{lot.pk}/bids/", {"key": str(uuid4()), "amount": "٥٬٠٠٠", "accept_terms": True}
    )
    assert response.data["max"] == 5_000 * SAR


def test_bids_faster_than_a_person_are_stopped(settings, monkeypatch):

    monkeypatch.setattr(Bidding, "THROTTLE_RATES", {"bids": "2/min"})
    lot, client = make.open_lot(), api(make.person())
    assert [place(client, lot, max_minor=top * SAR).status_code for top in (1_000, 2_000, 3_000)] == [
        200,
        200,
        429,
    ]


def test_lot_shows_no_secret():
    lot, leader = make.open_lot(reserve_minor=77_777_00, opening_minor=1_000 * SAR), make.person()
    make.bid(lot, leader, 34_000)
    body = api(make.person()).get(f"/api/v1/lots/{lot.pk}/").content.decode()
    events = api().get(f"/api/v1/lots/{lot.pk}/events/").content.decode()
    for secret in ("7777700", leader.email, "leader_max"):
        assert secret not in body
        assert secret not in events


def test_own_bids_are_the_callers_alone():
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 2_000)
    make.bid(lot, second, 5_000)
    mine = api(first).get("/api/v1/bids/").data["results"]
    assert [(row["id"], row["own_max"]["minor"], row["standing"]) for row in mine] == [
        (lot.pk, 2_000 * SAR, "outbid")
    ]
    assert api().get("/api/v1/bids/").status_code == 401


@pytest.mark.parametrize("lots", [1, 3])
def test_lists_take_a_fixed_number_of_queries(django_assert_num_queries, lots):
    sale = make.open_sale(lots)
    with django_assert_num_queries(1):
        rows = api().get("/api/v1/lots/", {"sale": sale.slug}).data["results"]
    assert len(rows) == lots
    with django_assert_num_queries(1):
        api().get("/api/v1/auctions/")


def test_unchanged_answer_is_304():
    lot, client = make.open_lot(), api()
    first = client.get(f"/api/v1/lots/{lot.pk}/")
    again = client.get(f"/api/v1/lots/{lot.pk}/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.bid(lot, make.person(), 1_000)
    changed = client.get(f"/api/v1/lots/{lot.pk}/", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_watching_is_put_and_delete():
    lot, person = make.open_lot(), make.person()
    assert api().put(f"/api/v1/lots/{lot.pk}/watch/").status_code == 401
    assert api(person).put(f"/api/v1/lots/{lot.pk}/watch/").status_code == 204
    assert person.watches.count() == 1
    assert api(person).delete(f"/api/v1/lots/{lot.pk}/watch/").status_code == 204
    assert person.watches.count() == 0


def test_huge_lot_number_is_not_found():
    assert api().get(f"/api/v1/lots/{10**18}/events/").status_code == 404
