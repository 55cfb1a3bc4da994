"""Two awards at the same moment: one is made. The control shows the race where nothing locks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from commissions import locks, services
from commissions.enums import CommissionState, ProposalState
from commissions.models import Commission, Proposal
from core.errors import SoukError
from tests.factories.commissions import CommissionFactory, ProposalFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _together(proposals, by):
    """Each award waits at its first look until all have looked."""

    def one(proposal):
        try:
            services.award(proposal=proposal, by=by)
        except Exception as error:  # noqa: BLE001  what it was is the result
            return type(error).__name__ if isinstance(error, SoukError) else "database"
        finally:
            connection.close()
        return "awarded"

    with ThreadPoolExecutor(len(proposals)) as pool:
        return sorted(pool.map(one, proposals))


def test_two_awards_make_one():
    commission = CommissionFactory()
    proposals = [ProposalFactory(commission=commission) for _ in range(2)]
    assert _together(proposals, commission.collector) == ["AwardedAlready", "awarded"]
    assert sorted(Proposal.objects.values_list("state", flat=True)) == [
        ProposalState.AWARDED,
        ProposalState.DECLINED,
    ]


def test_without_the_lock_both_believe_they_may(monkeypatch):
    """The control: with a plain read both pass the check, and only the database stops the second."""
    commission = CommissionFactory()
    proposals = [ProposalFactory(commission=commission) for _ in range(2)]
    barrier = Barrier(2, timeout=20)

    def look(pk):
        row = Commission.objects.select_related("collector").get(pk=pk)
        barrier.wait()
        return row

    monkeypatch.setattr(locks, "commission", look)
    outcome = _together(proposals, commission.collector)
    assert "AwardedAlready" not in outcome
    assert Commission.objects.get().state == CommissionState.AWARDED
