"""What must end before an account can be erased: each room says its own."""

from __future__ import annotations

import pytest

from compliance import obstacles
from orders.enums import SellerKind
from orders.services import cancel_order
from tests.compliance.completeness.life import row
from tests.factories import aftercare, auctions, checkout, memberships, payouts
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.booking import RegistrationFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.contracts import offered_contract
from tests.factories.orders import SellerFactory, order_of
from tests.factories.workshops import EventFactory, RunFactory

pytestmark = pytest.mark.django_db


def codes(user) -> list[str]:
    found = obstacles.in_the_way(user)
    assert all(str(one.text) and one.url.startswith("/") for one in found)
    return [one.code for one in found]


def alone(user):
    return SellerFactory(kind=SellerKind.ARTIST, owner=user)


def test_nothing_stands_in_the_way_of_somebody_who_did_nothing():
    assert codes(UserFactory()) == []


def test_the_last_administrator_stays_until_there_is_another():
    last = AdminFactory(is_superuser=True)
    assert codes(last) == ["accounts.last_administrator"]
    AdminFactory(is_superuser=True)
    assert codes(last) == []


def test_an_open_order_holds_its_buyer_and_its_lone_seller():
    buyer, artist = UserFactory(), UserFactory()
    order = order_of(buyer, seller=alone(artist))
    assert (codes(buyer), codes(artist)) == (["orders.open"], ["orders.sold"])
    cancel_order(order=order, by=buyer)
    assert (codes(buyer), codes(artist)) == ([], [])


def test_a_gallery_needs_another_owner():
    owner = UserFactory()
    gallery = SellerFactory(owner=owner)
    assert codes(owner) == ["orders.last_owner"]
    gallery.memberships.create(user=UserFactory())
    assert codes(owner) == []


def test_an_offer_that_stands_a_case_and_a_membership():
    buyer = UserFactory()
    checkout.offer_of(buyer=buyer)
    assert codes(buyer) == ["checkout.offer"]
    complaining = aftercare.case_of().order.buyer
    assert codes(complaining) == ["aftercare.case", "orders.open"]
    member = UserFactory()
    memberships.membership_of(member, price=memberships.price_of("collector", "friend"))
    assert [code for code in codes(member) if code != "orders.open"] == ["memberships.running"]


def test_money_that_is_owed():
    artist = UserFactory()
    payouts.due(alone(artist), 50_000)
    assert codes(artist) == ["payouts.owed"]


def test_bids_that_lead_and_lots_on_sale():
    artist, bidder = UserFactory(), UserFactory()
    lot = auctions.open_lot(artwork=auctions.artwork(seller=alone(artist)))
    auctions.bid(lot, bidder, 2_000)
    assert (codes(artist), codes(bidder)) == (["auctions.on_sale"], ["auctions.leading"])


def test_dates_to_come():
    teacher, guest = UserFactory(), UserFactory()
    run = RunFactory(event=EventFactory(seller=alone(teacher), bare=True))
    RegistrationFactory(run=run, booker=guest)
    assert (codes(teacher), codes(guest)) == (["workshops.coming"], ["booking.coming"])


def test_commissions_proposals_and_contracts():
    proposal = ProposalFactory(commission=CommissionFactory())
    assert codes(proposal.commission.collector) == ["commissions.open"]
    assert codes(proposal.by) == ["commissions.proposal"]
    contract = offered_contract()
    assert codes(contract.collector) == ["commissions.open", "contracts.running"]
    assert codes(contract.seller.members.get()) == ["contracts.running"]


def test_a_draft_holds_nobody():
    commission = row("commissions.Commission", number="CM-2026-1", collector=UserFactory(), state="draft")
    assert codes(commission.collector) == []
