"""What other rooms ask of memberships."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orders import commission
from orders.enums import LineKind, SellerKind
from orders.memberships import queries, services
from orders.memberships.enums import Period
from tests.factories.accounts import UserFactory
from tests.factories.memberships import gallery_of, membership_of, price_of, tier_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Asia/Riyadh"))


def test_a_members_commission_is_lower_on_both_ways_to_sell() -> None:
    membership = membership_of(at=NOON)
    later = NOON + timedelta(days=1)
    assert commission.rate(membership.seller, LineKind.ITEM, later) == 1_200
    assert commission.rate(membership.seller, LineKind.HAMMER, later) == 900
    assert commission.rate(membership.seller, LineKind.TICKET, later) == 800


def test_without_a_membership_the_usual_commission_stands() -> None:
    for seller in (gallery_of(), gallery_of(kind=SellerKind.HOUSE), membership_of(paid=False).seller):
        assert commission.rate(seller, LineKind.ITEM, NOON) == 1_500


def test_a_tier_never_raises_the_commission() -> None:
    tier = tier_of()
    tier.commission_bps = 2_500
    tier.save()
    membership = membership_of(at=NOON)
    assert commission.rate(membership.seller, LineKind.ITEM, NOON) == 1_500


def test_the_calendar_ends_benefits_even_if_the_sweep_sleeps() -> None:
    membership = membership_of(at=NOON)
    for day, expected in ((30, 1_200), (36, 1_200), (37, 1_500)):
        assert commission.rate(membership.seller, LineKind.ITEM, NOON + timedelta(days=day)) == expected
    services.cancel(membership=membership, by=membership.payer)
    assert commission.rate(membership.seller, LineKind.ITEM, NOON + timedelta(days=30)) == 1_500


def test_how_many_works_may_be_shown() -> None:
    assert queries.listing_limit(gallery_of()) == 500
    assert queries.listing_limit(gallery_of(kind=SellerKind.HOUSE)) is None
    assert queries.listing_limit(membership_of().seller) == 1_500
    assert queries.listing_limit(membership_of(price=price_of(code="house", amount=90_000)).seller) is None


def test_how_early_somebody_sees_what_is_new(client) -> None:
    person = UserFactory()
    price = price_of("collector", "patron", Period.YEAR)
    membership_of(person, price=price)
    assert queries.early_access_hours(person) == 48
    assert queries.early_access_hours(UserFactory()) == 0
    assert queries.early_access_hours(client.get("/en/memberships/").wsgi_request.user) == 0
