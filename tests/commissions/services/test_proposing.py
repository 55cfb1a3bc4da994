"""A proposal is written, must add up, is sent, held, changed and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commissions import exceptions, services
from commissions.enums import Audience, CommissionState, ProposalState
from commissions.models import Proposal, ProposalMilestone
from commissions.services import Stage
from orders.enums import SellerKind
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker():
    return UserFactory()


@pytest.fixture
def seller(maker):
    return SellerFactory(kind=SellerKind.ARTIST, owner=maker)


def test_a_sent_proposal_lies_on_the_table(maker, seller, terms):
    commission = CommissionFactory()
    proposal = services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    assert proposal.state == ProposalState.DRAFT
    assert services.send_proposal(proposal=proposal, by=maker) is None
    commission.refresh_from_db()
    assert (proposal.state, commission.state) == (ProposalState.SENT, CommissionState.DISCUSSION)
    assert proposal.valid_until > timezone.now().date()


def test_milestones_that_are_not_the_price_are_refused_with_both_sums(maker, seller, terms, english):
    proposal = services.propose(
        commission=CommissionFactory(), seller=seller, by=maker, terms=terms(price=900_000)
    )
    with pytest.raises(exceptions.SumDiffers) as refused:
        services.send_proposal(proposal=proposal, by=maker)
    assert refused.value.text == (
        "The milestones add up to SAR 8,000, but the price is SAR 9,000. Make them equal."
    )
    assert Proposal.objects.get().state == ProposalState.DRAFT


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_sum_that_differs():
    proposal = ProposalFactory()
    with pytest.raises(IntegrityError):
        ProposalMilestone.objects.filter(proposal=proposal, position=1).update(amount_minor=1)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=proposal.pk).update(price_minor=1)
    with pytest.raises(IntegrityError):
        ProposalMilestone.objects.filter(proposal=proposal).delete()
    with transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(price_minor=700_000)
        ProposalMilestone.objects.filter(proposal=proposal, position=1).update(amount_minor=300_000)
    assert list(proposal.milestones.values_list("amount_minor", flat=True)) == [300_000, 400_000]


def test_over_the_budget_is_allowed_and_marked(maker, seller, terms):
    stages = (Stage(amount=1_200_000, due_on=date(2030, 1, 1), title_en="All"),)
    proposal = services.propose(
        commission=CommissionFactory(),
        seller=seller,
        by=maker,
        terms=terms(price=1_200_000, milestones=stages),
    )
    services.send_proposal(proposal=proposal, by=maker)
    assert (proposal.state, proposal.over_budget) == (ProposalState.SENT, True)


def test_one_living_proposal_a_seller(maker, seller, terms):
    commission = CommissionFactory()
    first = services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    with pytest.raises(exceptions.ProposedAlready):
        services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    services.withdraw_proposal(proposal=first, by=maker)
    second = services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    assert set(Proposal.objects.values_list("pk", flat=True)) == {first.pk, second.pk}


def test_contact_data_holds_a_proposal_until_it_is_cleared(maker, seller, terms):
    commission = CommissionFactory()
    proposal = services.propose(
        commission=commission, seller=seller, by=maker, terms=terms(text_en="Call 055 123 4567")
    )
    held = services.send_proposal(proposal=proposal, by=maker)
    commission.refresh_from_db()
    assert (proposal.state, commission.state) == (ProposalState.SCREENING, CommissionState.OPEN)
    services.clear(row=held, by=AdminFactory())
    proposal.refresh_from_db()
    commission.refresh_from_db()
    assert (proposal.state, commission.state) == (ProposalState.SENT, CommissionState.DISCUSSION)


def test_a_milestone_is_screened_too(maker, seller, terms):
    stages = (Stage(amount=800_000, due_on=date(2030, 1, 1), title_en="Write to sara@example.com"),)
    proposal = services.propose(
        commission=CommissionFactory(), seller=seller, by=maker, terms=terms(milestones=stages)
    )
    assert services.send_proposal(proposal=proposal, by=maker).hits[0]["kind"] == "email"


def test_a_sent_proposal_changes_only_as_a_whole(maker, terms):
    proposal = ProposalFactory(by=maker)
    with pytest.raises(exceptions.SumDiffers):
        services.update_proposal(proposal=proposal, by=maker, terms=terms(price=1))
    proposal.refresh_from_db()
    assert proposal.price_minor == 800_000
    assert services.update_proposal(proposal=proposal, by=maker, terms=terms(weeks=3)) is None
    assert (proposal.weeks, proposal.state) == (3, ProposalState.SENT)


def test_withdrawing_the_last_one_opens_the_commission_again(maker):
    proposal = ProposalFactory(by=maker, commission__state=CommissionState.DISCUSSION)
    services.withdraw_proposal(proposal=proposal, by=maker)
    assert (proposal.state, proposal.commission.state) == (ProposalState.WITHDRAWN, CommissionState.OPEN)


def test_only_the_invited_answer_an_invitation(maker, seller, terms):
    commission = CommissionFactory(audience=Audience.INVITED)
    with pytest.raises(exceptions.NotYours):
        services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    services.invite(commission=commission, by=commission.collector, sellers=[seller])
    proposal = services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    services.send_proposal(proposal=proposal, by=maker)
    assert commission.invitations.get().state == "answered"


def test_nobody_answers_their_own_commission(terms):
    both = UserFactory()
    seller = SellerFactory(kind=SellerKind.ARTIST, owner=both)
    with pytest.raises(exceptions.NotYours):
        services.propose(commission=CommissionFactory(collector=both), seller=seller, by=both, terms=terms())


def test_a_closed_commission_takes_no_proposal(maker, seller, terms):
    commission = CommissionFactory()
    proposal = services.propose(commission=commission, seller=seller, by=maker, terms=terms())
    services.close_commission(commission=commission, by=commission.collector)
    with pytest.raises(exceptions.ClosedToProposals):
        services.send_proposal(proposal=proposal, by=maker)
    with pytest.raises(exceptions.ClosedToProposals):
        services.propose(commission=commission, seller=SellerFactory(owner=maker), by=maker, terms=terms())


def test_an_outsider_changes_nothing(terms):
    proposal = ProposalFactory()
    stranger = UserFactory()
    with pytest.raises(exceptions.NotYours):
        services.update_proposal(proposal=proposal, by=stranger, terms=terms(weeks=1))
    with pytest.raises(exceptions.NotYours):
        services.withdraw_proposal(proposal=proposal, by=proposal.commission.collector)
    proposal.refresh_from_db()
    assert (proposal.weeks, proposal.state) == (8, ProposalState.SENT)


def test_sketches_get_a_marked_preview(maker, seller, terms, picture):
    proposal = services.propose(
        commission=CommissionFactory(),
        seller=seller,
        by=maker,
        terms=terms(),
        files=[picture(size=(2000, 1000))],
    )
    row = proposal.sketches.get()
    assert (row.width, row.height) == (1200, 600)
    assert row.path != row.preview_path
