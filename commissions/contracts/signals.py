"""What the contracts tell the rooms above. Sent from an outbox handler, at least once: receivers must be idempotent.

`contract=` or `milestone=`, from the class as sender.
"""

from __future__ import annotations

from django.dispatch import Signal

contract_offered = Signal()
contract_began = Signal()
milestone_funded = Signal()
milestone_submitted = Signal()
milestone_accepted = Signal()
contract_completed = Signal()
contract_cancelled = Signal()
"""Ended early, or never agreed: `contract.state` says which."""
