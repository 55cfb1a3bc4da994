"""Who sees which commission and which proposal."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from commissions import doors, queries, services
from commissions.enums import Audience, CommissionState, ProposalState
from orders.enums import SellerKind
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory, awarded_proposal
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def seller(maker):
    return SellerFactory(kind=SellerKind.ARTIST, owner=maker)


def test_drafts_are_the_collectors_alone(maker, seller):
    draft = CommissionFactory(state=CommissionState.DRAFT)
    assert list(queries.visible_to(draft.collector)) == [draft]
    for other in (maker, UserFactory(), StaffFactory(), AnonymousUser()):
        assert list(queries.visible_to(other)) == []
    assert list(queries.visible_to(AdminFactory())) == [draft]


def test_invited_ones_are_seen_by_the_invited(maker, seller):
    commission = CommissionFactory(audience=Audience.INVITED)
    assert list(queries.visible_to(maker)) == []
    services.invite(commission=commission, by=commission.collector, sellers=[seller])
    assert list(queries.visible_to(maker)) == [commission]
    assert list(queries.open_to(maker)) == [commission]
    services.uninvite(commission=commission, by=commission.collector, seller=seller)
    assert list(queries.visible_to(maker)) == []


def test_who_has_answered_sees_it_to_the_end(maker, seller):
    chosen = awarded_proposal(seller=seller, by=maker)
    other = CommissionFactory(state=CommissionState.AWARDED)
    assert list(queries.visible_to(maker)) == [chosen.commission]
    assert list(queries.visible_to(other.collector)) == [other]


def test_a_house_and_a_collector_see_no_open_ones():
    CommissionFactory()
    keeper = UserFactory()
    SellerFactory(kind=SellerKind.HOUSE, owner=keeper)
    assert list(queries.visible_to(keeper)) == []
    assert list(queries.open_to(UserFactory())) == []


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.SCREENING, ProposalState.WITHDRAWN])
def test_the_collector_does_not_see_what_is_not_on_the_table(state):
    proposal = ProposalFactory(state=state)
    assert list(queries.proposals_visible_to(proposal.commission.collector)) == []
    assert list(queries.proposals_visible_to(proposal.by)) == [proposal]


def test_the_studio_says_what_waits(seller, english):
    commission = CommissionFactory()
    services.invite(commission=commission, by=commission.collector, sellers=[seller])
    assert [(item.count, str(item.label)) for item in doors.waiting(seller)] == [
        (1, "Invitation to a commission"),
        (0, "Proposals with questions"),
    ]
