"""The mail room as the privacy rooms below it know it (`compliance.post`)."""

from __future__ import annotations

from mailing.registry import register, register_notice
from mailing.services import notify, queue, queue_to_address

__all__ = ["notify", "queue", "queue_to_address", "register", "register_notice"]
