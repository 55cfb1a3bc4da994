"""The rule book: which right stands when, exact at the boundary, and never switched off by how a thing was sold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.aftercare.rights import (
    Facts,
    Ground,
    Obstacle,
    Payer,
    late_from,
    right,
    rights,
    standing,
    withdraw_until,
)
from orders.countries import Exemption, country

SA = country("SA")
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
BOUGHT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
GOT = datetime(2026, 11, 6, 16, 30, tzinfo=UTC)
PAID = Facts(country=SA, contracted_at=BOUGHT, paid_at=BOUGHT + timedelta(minutes=5))
SENT = replace(PAID, shipped_at=BOUGHT + 2 * DAY)
DELIVERED = replace(SENT, delivered_at=GOT)

moments = st.timedeltas(timedelta(0), timedelta(days=730)).map(
    lambda after: datetime(2026, 1, 1, tzinfo=UTC) + after
)
maybe = st.none() | moments


@st.composite
def sales(draw: st.DrawFn) -> Facts:
    return Facts(
        country=country(draw(st.sampled_from(["SA", "AE", "BH", "OM", "QA", "KW", "FR"]))),
        contracted_at=draw(moments),
        paid_at=draw(maybe),
        promised_at=draw(maybe),
        preparing_at=draw(maybe),
        shipped_at=draw(maybe),
        delivered_at=draw(maybe),
        withdraw_until=draw(maybe),
        ended=draw(st.booleans()),
        brought=draw(st.booleans()),
        carried=draw(st.booleans()),
        sale=draw(st.booleans()),
        made_to_order=draw(st.booleans()),
        force_majeure=draw(st.booleans()),
        exemptions=draw(st.frozensets(st.sampled_from(Exemption))),
        origin=draw(st.sampled_from(["auction", "buy_now", "offer"])),
    )


def _obstacle(ground: Ground, facts: Facts, now: datetime) -> Obstacle | None:
    return right(ground, facts, now).obstacle


def test_withdrawal_runs_seven_days_from_receipt_to_the_instant() -> None:
    end = GOT + 7 * DAY
    for now, expected in (
        (GOT, None),
        (end - TICK, None),
        (end, None),
        (end + TICK, Obstacle.OVER),
    ):
        assert _obstacle(Ground.WITHDRAWAL, DELIVERED, now) is expected
    found = right(Ground.WITHDRAWAL, DELIVERED, GOT)
    assert (found.until, found.article, found.return_cost) == (end, "13", Payer.BUYER)
    assert not found.fees_back


def test_it_does_not_begin_with_the_payment_but_with_the_receipt() -> None:
    assert _obstacle(Ground.WITHDRAWAL, SENT, BOUGHT + 3 * DAY) is Obstacle.NOT_YET_DELIVERED
    assert withdraw_until(SENT) is None


def test_a_service_counts_from_the_contract() -> None:
    ticket = replace(PAID, brought=False)
    assert withdraw_until(ticket) == BOUGHT + 7 * DAY
    assert _obstacle(Ground.WITHDRAWAL, ticket, BOUGHT + 7 * DAY) is None
    assert _obstacle(Ground.WITHDRAWAL, ticket, BOUGHT + 7 * DAY + TICK) is Obstacle.OVER
    assert right(Ground.WITHDRAWAL, ticket, BOUGHT).return_cost is Payer.NOBODY


def test_what_the_order_promised_never_shortens_the_law() -> None:
    assert withdraw_until(replace(DELIVERED, withdraw_until=GOT + DAY)) == GOT + 7 * DAY
    assert withdraw_until(replace(DELIVERED, withdraw_until=GOT + 30 * DAY)) == GOT + 30 * DAY


def test_made_to_order_is_excepted_with_its_article_but_a_fault_is_not() -> None:
    made = replace(DELIVERED, made_to_order=True)
    found = right(Ground.WITHDRAWAL, made, GOT)
    told = (found.obstacle, found.exemption, found.article)
    assert told == (Obstacle.EXEMPT, Exemption.MADE_TO_ORDER, "13(1)")
    for ground in (Ground.FAULTY, Ground.NOT_AS_DESCRIBED, Ground.DAMAGED):
        assert right(ground, made, GOT).holds, ground


@pytest.mark.parametrize("exemption", sorted(Exemption))
def test_each_exception_of_saudi_law_names_its_article(exemption: Exemption) -> None:
    found = right(Ground.WITHDRAWAL, replace(DELIVERED, exemptions=frozenset({exemption})), GOT)
    assert (found.obstacle, found.exemption) == (Obstacle.EXEMPT, exemption)
    assert found.article.startswith("13")


def test_an_exception_that_the_country_does_not_know_counts_for_nothing() -> None:
    emirates = replace(DELIVERED, country=country("AE"), exemptions=frozenset({Exemption.LODGING}))
    assert right(Ground.WITHDRAWAL, emirates, GOT).holds


@pytest.mark.parametrize("ground", [Ground.FAULTY, Ground.NOT_AS_DESCRIBED, Ground.DAMAGED])
def test_a_fault_has_the_longer_term_and_costs_the_seller(ground: Ground) -> None:
    end = GOT + 180 * DAY
    assert _obstacle(ground, DELIVERED, end) is None
    assert _obstacle(ground, DELIVERED, end + TICK) is Obstacle.OVER
    assert _obstacle(ground, SENT, GOT) is Obstacle.NOT_YET_DELIVERED
    found = right(ground, DELIVERED, GOT)
    assert (found.return_cost, found.fees_back) == (Payer.SELLER, True)


def test_what_was_picked_up_was_not_damaged_on_our_way() -> None:
    picked_up = replace(DELIVERED, carried=False)
    assert _obstacle(Ground.DAMAGED, picked_up, GOT) is Obstacle.PICKED_UP
    assert right(Ground.FAULTY, picked_up, GOT).holds


@pytest.mark.parametrize("promised", [None, BOUGHT + 20 * DAY])
def test_late_is_more_than_fifteen_days_after_the_promised_day(promised: datetime | None) -> None:
    facts = replace(PAID, promised_at=promised)
    end = (promised or BOUGHT) + 15 * DAY
    assert late_from(facts) == end
    assert _obstacle(Ground.LATE, facts, end) is Obstacle.NOT_YET_LATE
    found = right(Ground.LATE, facts, end + TICK)
    assert (found.holds, found.article, found.fees_back) == (True, "14", True)


def test_late_yields_to_force_majeure_and_to_delivery() -> None:
    late = BOUGHT + 60 * DAY
    assert _obstacle(Ground.LATE, replace(PAID, force_majeure=True), late) is Obstacle.FORCE_MAJEURE
    assert _obstacle(Ground.LATE, DELIVERED, late) is Obstacle.DELIVERED
    assert _obstacle(Ground.LATE, replace(PAID, brought=False), late) is Obstacle.NOTHING_TO_BRING


def test_late_goods_that_are_on_the_way_go_back_at_the_sellers_cost() -> None:
    late = BOUGHT + 60 * DAY
    payers = [right(Ground.LATE, facts, late).return_cost for facts in (PAID, SENT)]
    assert payers == [Payer.NOBODY, Payer.SELLER]


def test_cancelling_ends_with_dispatch() -> None:
    assert right(Ground.CANCEL, PAID, BOUGHT + 100 * DAY).holds
    assert right(Ground.CANCEL, PAID, BOUGHT).fees_back
    assert _obstacle(Ground.CANCEL, SENT, BOUGHT + 3 * DAY) is Obstacle.DISPATCHED


def test_cancelling_what_is_made_to_order_ends_with_the_work_on_it() -> None:
    made = replace(PAID, made_to_order=True)
    assert right(Ground.CANCEL, made, BOUGHT).holds
    begun = right(Ground.CANCEL, replace(made, preparing_at=BOUGHT + DAY), BOUGHT + 2 * DAY)
    assert (begun.obstacle, begun.article) == (Obstacle.EXEMPT, "13(1)")
    # An ordinary work that is being packed is no such thing.
    assert right(Ground.CANCEL, replace(PAID, preparing_at=BOUGHT + DAY), BOUGHT + 2 * DAY).holds


def test_an_input_error_may_be_told_for_a_day() -> None:
    end = BOUGHT + timedelta(hours=24)
    assert _obstacle(Ground.INPUT_ERROR, PAID, end) is None
    assert _obstacle(Ground.INPUT_ERROR, PAID, end + TICK) is Obstacle.OVER
    assert right(Ground.INPUT_ERROR, PAID, BOUGHT).article == "4"


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({"paid_at": None}, Obstacle.NOT_PAID),
        ({"ended": True}, Obstacle.ENDED),
        ({"sale": False}, Obstacle.NO_SALE),
    ],
)
def test_nothing_stands_without_a_living_paid_sale(change: dict[str, object], obstacle: Obstacle) -> None:
    facts = replace(DELIVERED, **change)
    assert {found.obstacle for found in rights(facts, GOT)} == {obstacle}


def test_kuwait_has_its_own_longer_terms() -> None:
    facts = replace(DELIVERED, country=country("KW"))
    assert withdraw_until(facts) == GOT + 14 * DAY
    assert right(Ground.FAULTY, facts, GOT).until == GOT + 365 * DAY


@given(sales(), moments)
def test_an_auction_gives_every_right_that_a_fixed_price_gives(facts: Facts, now: datetime) -> None:
    won, bought = (rights(replace(facts, origin=origin), now) for origin in ("auction", "buy_now"))
    assert won == bought


@given(sales(), moments)
def test_a_right_stands_exactly_when_nothing_is_in_its_way(facts: Facts, now: datetime) -> None:
    told = rights(facts, now)
    assert [found.ground for found in told] == list(Ground)
    assert standing(facts, now) == tuple(found for found in told if found.obstacle is None)
    for found in told:
        assert (found.exemption is not None) <= (found.obstacle is not None)
        if found.holds and found.until is not None:
            assert now <= found.until


@given(sales(), moments, st.timedeltas(timedelta(0), timedelta(days=900)))
def test_what_is_over_stays_over(facts: Facts, now: datetime, later: timedelta) -> None:
    for ground in Ground:
        if _obstacle(ground, facts, now) is Obstacle.OVER:
            assert _obstacle(ground, facts, now + later) is Obstacle.OVER


@given(sales(), moments)
def test_a_made_to_order_thing_never_has_less_right_when_faulty(facts: Facts, now: datetime) -> None:
    for ground in (Ground.FAULTY, Ground.NOT_AS_DESCRIBED, Ground.DAMAGED, Ground.LATE):
        made, ready = (right(ground, replace(facts, made_to_order=made), now) for made in (True, False))
        assert made == ready


@given(sales(), moments)
def test_where_the_seller_is_at_fault_the_buyer_pays_nothing(facts: Facts, now: datetime) -> None:
    for found in rights(facts, now):
        if found.ground.at_fault:
            assert found.return_cost is not Payer.BUYER
            assert found.fees_back
