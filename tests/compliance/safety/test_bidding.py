"""A suspended bidder bids by no door, and hears why, until when and where to appeal."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.urls import reverse
from django.utils import translation
from rest_framework.test import APIClient

from auctions import queries
from auctions.models import Bid, LotEvent, Paddle
from compliance.safety import services
from compliance.safety.enums import Scope
from compliance.safety.exceptions import Suspended
from core.dates import both_dates
from tests.auctions.test_consumers import Visitor
from tests.factories import auctions as house
from tests.factories import safety as make

pytestmark = pytest.mark.django_db(transaction=True)


def nothing_was_bid() -> bool:
    return not (
        Bid.objects.exists() or Paddle.objects.exists() or LotEvent.objects.filter(seq__gt=2).exists()
    )


def trips(work: Callable[[], object]) -> int:
    """Round trips of the wire, BEGIN and COMMIT or ROLLBACK included."""
    raw = connection.connection.pgconn
    with tempfile.TemporaryFile() as trace:
        raw.trace(trace.fileno())
        try:
            work()
        finally:
            raw.untrace()
        os.fsync(trace.fileno())
        trace.seek(0)
        return len(re.findall(rb"\tReadyForQuery\t", trace.read()))


@pytest.mark.parametrize("scope", [Scope.BIDDING, Scope.ALL])
def test_by_page_api_and_service_no_bid_is_placed(client_for, scope) -> None:
    lot, person = house.open_lot(), house.person()
    row = make.suspended(person, scope, days=7, reasons="Bids were not paid for.")
    with pytest.raises(Suspended) as told, translation.override("en"):
        house.bid(lot, person, 3_000)
    with translation.override("en"):
        text = told.value.text
        where = reverse("safety:decision", args=[row.decision.case.number])
        until = both_dates(row.ends_at)
        page = reverse("auctions:lot-bid", args=[lot.sale.slug, lot.number])
    assert text.startswith(f"You cannot bid until {until}. Reasons: Bids were not paid for.")
    assert text.endswith(where)
    body = {"key": str(uuid4()), "terms": "1", "choice": str(3_000 * house.SAR), "amount": ""}
    answer = client_for(person).post(page, body)
    assert answer.status_code == 403
    assert "Bids were not paid for." in answer.content.decode()
    phone = APIClient(headers={"accept-language": "ar"})
    phone.force_authenticate(person)
    refused = phone.post(
        f"/api/v1/lots/{lot.pk}/bids/",
        {"key": str(uuid4()), "max_minor": 3_000 * house.SAR, "accept_terms": True},
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "safety.suspended")
    assert refused.json()["detail"].startswith("لا يمكنك المزايدة حتى")
    assert nothing_was_bid()


async def test_the_socket_takes_no_bid() -> None:
    def begin():
        lot, person = house.open_lot(), house.person()
        make.suspended(person, Scope.BIDDING)
        return lot, person

    lot, person = await sync_to_async(begin)()
    visitor = Visitor(lot.sale.slug, person)
    await visitor.connect()
    for kind in ("bid", "place", "max"):
        await visitor.say({"t": kind, "lot": lot.wire_id, "max_minor": 300_000, "key": str(uuid4())})
    await visitor.say({"t": "ping", "t0": 1})
    await visitor.hear("pong")
    await visitor.disconnect()
    assert await sync_to_async(nothing_was_bid)()


def test_the_page_says_it_beforehand_and_offers_no_form(client_for) -> None:
    lot, person = house.open_lot(), house.person()
    make.suspended(person, Scope.BIDDING, reasons="Bids were not paid for.")
    with translation.override("en"):
        html = client_for(person).get(lot.get_absolute_url()).content.decode()
        assert isinstance(queries.bid_gate(lot, person), Suspended)
    assert "Bids were not paid for." in html
    assert 'id="bid"' not in html


def test_other_scopes_and_ended_suspensions_do_not_hinder() -> None:
    lot, person = house.open_lot(), house.person()
    make.suspended(person, Scope.SELLING)
    row = make.suspended(person, Scope.BIDDING)
    services.lift(suspension=row, by=make.moderator(), reason="Paid.")
    assert house.bid(lot, person, 3_000).leads


def test_a_bid_that_stands_stays_and_the_same_key_still_brings_its_answer() -> None:
    lot, person, key = house.open_lot(), house.person(), uuid4()
    first = house.bid(lot, person, 3_000, key=key)
    make.suspended(person, Scope.BIDDING)
    again = house.bid(lot, person, 3_000, key=key)
    assert (again.seq, again.replayed) == (first.seq, True)
    with pytest.raises(Suspended):
        house.bid(lot, person, 9_000)
    assert Bid.objects.count() == 1


def test_the_question_costs_an_accepted_bid_nothing() -> None:
    lot, person, other = house.open_lot(), house.person(), house.person()
    house.bid(lot, person, 3_000)
    house.bid(lot, other, 5_000)
    assert trips(lambda: house.bid(lot, person, 9_000)) == 4
    make.suspended(other, Scope.BIDDING)

    def refused() -> None:
        with pytest.raises(Suspended):
            house.bid(lot, other, 20_000)

    assert trips(refused) == 4  # BEGIN, look, ROLLBACK; then, with the lot let go, why
