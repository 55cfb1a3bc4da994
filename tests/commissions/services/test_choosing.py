"""The collector chooses; the rooms above are told once; the others get a friendly letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commissions import exceptions, services, signals
from commissions.enums import CommissionState, ProposalState
from mailing.models import EmailMessage
from orders.enums import Side
from tests.factories.accounts import UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory, awarded_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What `proposal_awarded` said, without what the rooms above do about it."""
    said = []

    def listen(sender, proposal, **kwargs):
        said.append(proposal.pk)

    others, signals.proposal_awarded.receivers = signals.proposal_awarded.receivers, []
    signals.proposal_awarded.connect(listen, weak=False)
    signals.proposal_awarded.sender_receivers_cache.clear()
    yield said
    signals.proposal_awarded.receivers = others
    signals.proposal_awarded.sender_receivers_cache.clear()


def test_award_moves_all_and_is_told_once(run_outbox, heard):
    commission = CommissionFactory()
    chosen, other = ProposalFactory(commission=commission), ProposalFactory(commission=commission)
    services.award(proposal=chosen, by=commission.collector)
    run_outbox()
    commission.refresh_from_db()
    other.refresh_from_db()
    assert (commission.state, chosen.state, other.state) == (
        CommissionState.AWARDED,
        ProposalState.AWARDED,
        ProposalState.DECLINED,
    )
    assert heard == [chosen.pk]
    mails = EmailMessage.objects.values_list("user__email", "template")
    assert sorted(mails) == sorted(
        [(chosen.by.email, "commissions.step"), (other.by.email, "commissions.step")]
    )


def test_a_second_award_is_refused(heard):
    commission = CommissionFactory()
    first, second = ProposalFactory(commission=commission), ProposalFactory(commission=commission)
    services.award(proposal=first, by=commission.collector)
    with pytest.raises(exceptions.AwardedAlready):
        services.award(proposal=second, by=commission.collector)
    second.refresh_from_db()
    assert second.state == ProposalState.DECLINED


@pytest.mark.parametrize("verb", ["award", "shortlist", "decline", "unshortlist"])
def test_an_outsider_chooses_nothing(verb):
    proposal = ProposalFactory()
    for stranger in (UserFactory(), proposal.by):
        with pytest.raises(exceptions.NotYours):
            getattr(services, verb)(proposal=proposal, by=stranger)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.commission.state) == (ProposalState.SENT, CommissionState.OPEN)


def test_a_lapsed_proposal_is_not_chosen():
    proposal = ProposalFactory(valid_until=timezone.now().date() - timedelta(days=1))
    with pytest.raises(exceptions.NotOnTheTable):
        services.award(proposal=proposal, by=proposal.commission.collector)


def test_the_shortlist_comes_and_goes():
    proposal = ProposalFactory()
    collector = proposal.commission.collector
    services.shortlist(proposal=proposal, by=collector)
    assert proposal.state == ProposalState.SHORTLISTED
    services.unshortlist(proposal=proposal, by=collector)
    assert proposal.state == ProposalState.SENT


def test_a_declined_proposal_keeps_its_reason():
    proposal = ProposalFactory(commission__state=CommissionState.DISCUSSION)
    services.decline(proposal=proposal, by=proposal.commission.collector, reason="Too large")
    assert (proposal.state, proposal.reason) == (ProposalState.DECLINED, "Too large")
    proposal.commission.refresh_from_db()
    assert proposal.commission.state == CommissionState.OPEN


@pytest.mark.parametrize(
    ("side", "state"), [(Side.SELLER, ProposalState.WITHDRAWN), (Side.BUYER, ProposalState.DECLINED)]
)
def test_a_declined_contract_lets_the_choice_go(side, state):
    proposal = awarded_proposal()
    commission = proposal.commission
    services.move(commission, to=CommissionState.DISCUSSION, side=side)
    proposal.refresh_from_db()
    assert (commission.state, commission.closed_at, proposal.state) == (
        CommissionState.DISCUSSION,
        None,
        state,
    )


def test_a_state_is_not_skipped():
    commission = CommissionFactory(state=CommissionState.IN_PROGRESS)
    with pytest.raises(exceptions.MovedOn):
        services.move(commission, to=CommissionState.OPEN, side=Side.STAFF)
