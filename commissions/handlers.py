"""What the outbox brings to the commissions: signals to the rooms above, letters."""

from __future__ import annotations

from typing import Any

from commissions import letters, signals
from commissions.models import Commission, Proposal, Step
from core.outbox import handles


@handles("commissions.awarded")
def on_awarded(payload: dict[str, Any]) -> None:
    rows = Proposal.objects.select_related("commission__collector", "seller", "artist")
    signals.proposal_awarded.send(sender=Proposal, proposal=rows.get(pk=payload["proposal"]))


@handles("commissions.moved")
def on_moved(payload: dict[str, Any]) -> None:
    commission = Commission.objects.select_related("collector").get(pk=payload["commission"])
    step = Step.objects.get(pk=payload["step"])
    signals.commission_moved.send(sender=Commission, commission=commission, step=step)


@handles("commissions.letter")
def on_letter(payload: dict[str, Any]) -> None:
    letters.send(payload["kind"], subject=payload["subject"], key=payload["key"])
