"""What happens by itself: warned, closed, lapsed, given up; twice does nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commissions import services
from commissions.enums import CommissionState, ProposalState
from core.models import OutboxMessage
from tests.factories.commissions import CommissionFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def letters():
    return [
        row.payload["kind"] for row in OutboxMessage.objects.filter(topic="commissions.letter").order_by("pk")
    ]


def test_it_warns_two_days_before_and_closes_in_time():
    now = timezone.now()
    commission = CommissionFactory(closes_at=now + timedelta(days=1))
    for _ in range(2):
        services.sweep(now=now)
    later = now + timedelta(days=2)
    for _ in range(2):
        services.sweep(now=later)
    commission.refresh_from_db()
    assert (commission.state, commission.closed_at) == (CommissionState.OPEN, later)
    assert letters() == ["closing_soon", "closed"]


def test_a_month_later_nobody_waits_any_more():
    now = timezone.now()
    commission = CommissionFactory(closes_at=now - timedelta(days=40), closed_at=now - timedelta(days=31))
    services.sweep(now=now)
    commission.refresh_from_db()
    assert (commission.state, letters()) == (CommissionState.CANCELLED, ["given_up"])


def test_a_proposal_lapses_after_its_last_day():
    now = timezone.now()
    fresh = ProposalFactory(valid_until=now.date())
    old = ProposalFactory(
        valid_until=now.date() - timedelta(days=1), commission__state=CommissionState.DISCUSSION
    )
    services.sweep(now=now)
    fresh.refresh_from_db()
    old.refresh_from_db()
    old.commission.refresh_from_db()
    assert (fresh.state, old.state, old.commission.state) == (
        ProposalState.SENT,
        ProposalState.LAPSED,
        CommissionState.OPEN,
    )
