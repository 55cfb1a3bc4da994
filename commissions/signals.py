"""What the commissions tell the rooms above. Sent from an outbox handler, at least once."""

from __future__ import annotations

from django.dispatch import Signal

# sender=Proposal, proposal=: the collector chose it; the contract begins here.
proposal_awarded = Signal()
# sender=Commission, commission=, step=: it went into another state.
commission_moved = Signal()
# sender=Screening, screening=: a held text was cleared or refused. Sent in the transaction of the decision.
screening_decided = Signal()
