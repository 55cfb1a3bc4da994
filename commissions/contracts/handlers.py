"""What the outbox brings to contracts: letters to both sides, and signals to the rooms above."""

from __future__ import annotations

from typing import Any

from commissions.contracts import letters, signals
from commissions.contracts.models import (
    Contract,
    ContractVersion,
    Dispute,
    Evidence,
    Milestone,
    RevisionRequest,
    Submission,
)
from core.outbox import handles

PARTIES = ("commission", "collector", "seller")


def _contract(pk: int) -> Contract:
    return Contract.objects.select_related(*PARTIES).get(pk=pk)


def _milestone(pk: int) -> Milestone:
    parts = (f"contract__{name}" for name in PARTIES)
    return Milestone.objects.select_related(*parts, "order").get(pk=pk)


@handles("contracts.offered")
def on_offered(payload: dict[str, Any]) -> None:
    contract = _contract(payload["contract"])
    signals.contract_offered.send(sender=Contract, contract=contract)
    letters.ready(contract)


@handles("contracts.version")
def on_version(payload: dict[str, Any]) -> None:
    version = ContractVersion.objects.get(pk=payload["version"])
    letters.changed(_contract(version.contract_id), version)


@handles("contracts.began")
def on_began(payload: dict[str, Any]) -> None:
    version = ContractVersion.objects.get(pk=payload["version"])
    contract = _contract(version.contract_id)
    signals.contract_began.send(sender=Contract, contract=contract)
    letters.began(contract, version)


@handles("contracts.declined")
def on_declined(payload: dict[str, Any]) -> None:
    contract = _contract(payload["contract"])
    signals.contract_cancelled.send(sender=Contract, contract=contract)
    letters.declined(contract)


@handles("contracts.due")
def on_due(payload: dict[str, Any]) -> None:
    if milestone := Milestone.objects.filter(pk=payload["milestone"]).first():  # a change may have dropped it
        letters.due(_milestone(milestone.pk))


@handles("contracts.funded")
def on_funded(payload: dict[str, Any]) -> None:
    milestone = _milestone(payload["milestone"])
    signals.milestone_funded.send(sender=Milestone, milestone=milestone)
    letters.funded(milestone)


@handles("contracts.submitted")
def on_submitted(payload: dict[str, Any]) -> None:
    submission = Submission.objects.get(pk=payload["submission"])
    milestone = _milestone(submission.milestone_id)
    signals.milestone_submitted.send(sender=Milestone, milestone=milestone)
    letters.submitted(milestone, submission)


@handles("contracts.reminder")
def on_reminder(payload: dict[str, Any]) -> None:
    submission = Submission.objects.get(pk=payload["submission"])
    letters.reminder(_milestone(submission.milestone_id), submission, payload["days"])


@handles("contracts.revision")
def on_revision(payload: dict[str, Any]) -> None:
    revision = RevisionRequest.objects.select_related("submission").get(pk=payload["revision"])
    letters.revision(_milestone(revision.submission.milestone_id), revision)


@handles("contracts.accepted")
def on_accepted(payload: dict[str, Any]) -> None:
    milestone = _milestone(payload["milestone"])
    signals.milestone_accepted.send(sender=Milestone, milestone=milestone)
    letters.accepted(milestone)


@handles("contracts.completed")
def on_completed(payload: dict[str, Any]) -> None:
    contract = _contract(payload["contract"])
    signals.contract_completed.send(sender=Contract, contract=contract)
    letters.completed(contract)


@handles("contracts.cancelled")
def on_cancelled(payload: dict[str, Any]) -> None:
    contract = _contract(payload["contract"])
    signals.contract_cancelled.send(sender=Contract, contract=contract)
    letters.cancelled(contract)


@handles("contracts.disputed")
def on_disputed(payload: dict[str, Any]) -> None:
    dispute = Dispute.objects.select_related("milestone").get(pk=payload["dispute"])
    letters.disputed(_contract(dispute.contract_id), dispute)


@handles("contracts.evidence")
def on_evidence(payload: dict[str, Any]) -> None:
    evidence = Evidence.objects.select_related("dispute").get(pk=payload["evidence"])
    letters.said(_contract(evidence.dispute.contract_id), evidence)


@handles("contracts.dispute_ended")
def on_dispute_ended(payload: dict[str, Any]) -> None:
    dispute = Dispute.objects.select_related("milestone").get(pk=payload["dispute"])
    letters.dispute_ended(_contract(dispute.contract_id), dispute)
