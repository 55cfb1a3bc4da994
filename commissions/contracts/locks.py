"""Every row lock of the contracts: the commission first, then its contract, its milestones, orders after them.

Whatever moves a milestone holds its contract's row, so that two verbs about one contract wait for each other.
"""

from __future__ import annotations

from commissions import locks as below
from commissions.contracts.models import Contract, Dispute, Milestone


def contract(pk: int) -> Contract:
    """The contract with its commission, both locked. Raises Contract.DoesNotExist."""
    commission = below.commission(Contract.objects.values_list("commission_id", flat=True).get(pk=pk))
    rows = Contract.objects.select_related("seller", "collector", "proposal")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.commission = commission
    return row


def milestones(contract: Contract) -> list[Milestone]:
    """All of a locked contract, by their place."""
    rows = Milestone.objects.filter(contract=contract).select_related("order").order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    for row in found:
        row.contract = contract
    return sorted(found, key=lambda row: row.position)


def milestone(pk: int) -> Milestone:
    """The milestone, its contract and commission locked before it. Raises Milestone.DoesNotExist."""
    parent = contract(Milestone.objects.values_list("contract_id", flat=True).get(pk=pk))
    rows = Milestone.objects.select_related("order")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.contract = parent
    return row


def dispute(pk: int) -> Dispute:
    """The dispute, its contract and commission locked before it. Raises Dispute.DoesNotExist."""
    parent = contract(Dispute.objects.values_list("contract_id", flat=True).get(pk=pk))
    row = Dispute.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.contract = parent
    return row
