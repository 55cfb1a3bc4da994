"""Where a commission and a proposal may go; the database knows the same ways."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from commissions.enums import COMMISSION_OVER, PROPOSAL_LIVE, CommissionState, ProposalState, StepKind
from commissions.models import Commission, Proposal
from tests.factories.commissions import CommissionFactory, ProposalFactory


def test_what_is_over_goes_nowhere():
    assert {state: state.next for state in COMMISSION_OVER} == dict.fromkeys(COMMISSION_OVER, frozenset())
    gone = [state for state in ProposalState if state not in PROPOSAL_LIVE]
    assert {state: state.next for state in gone} == dict.fromkeys(gone, frozenset())


def test_everything_else_can_be_cancelled():
    can = {state for state in CommissionState if state.may_become(CommissionState.CANCELLED)}
    assert can == set(CommissionState) - set(COMMISSION_OVER)


def test_the_other_proposals_are_nobody_elses_business():
    assert {kind for kind in StepKind if kind.shared} == {
        StepKind.MOVED,
        StepKind.CONTRACT,
        StepKind.MILESTONE,
        StepKind.NOTE,
    }


@pytest.mark.django_db
def test_the_database_refuses_a_leap():
    commission, proposal = CommissionFactory(), ProposalFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Commission.objects.filter(pk=commission.pk).update(state="completed")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="draft")
    commission.refresh_from_db()
    assert commission.state == CommissionState.OPEN
