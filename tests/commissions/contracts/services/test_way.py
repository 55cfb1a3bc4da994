"""The whole way of a contract, from the award to the last acceptance."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from commissions.contracts import services
from tests.factories.contracts import active_contract, hand_over, pay

pytestmark = pytest.mark.django_db


def states(contract):
    return list(contract.milestones.order_by("position").values_list("state", flat=True))


def test_contract_is_paid_made_and_accepted_step_by_step(run_outbox):
    contract = active_contract()
    assert (contract.state, contract.in_force, states(contract)) == ("active", 1, ["due", "waiting"])
    for place in (1, 2):
        milestone = contract.milestones.get(position=place)
        pay(services.fund(milestone=milestone, by=contract.collector))
        hand_over(milestone)
        services.accept(milestone=milestone, by=contract.collector)
        run_outbox()
        call_command("check_ledger", stdout=StringIO())
    contract.refresh_from_db()
    assert (contract.state, states(contract)) == ("completed", ["accepted", "accepted"])
    contract.commission.refresh_from_db()
    assert contract.commission.state == "completed"
