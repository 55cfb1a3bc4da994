"""Who works in the privacy office and who moderates."""

from __future__ import annotations

from typing import Any


def is_officer(user: Any) -> bool:
    """Answers data-subject requests, approves erasures, keeps the records and the breach register."""
    return _may(user, "compliance.handle_privacy")


def is_moderator(user: Any) -> bool:
    """Decides on reports, warns and suspends, verifies sellers."""
    return _may(user, "compliance.moderate")


def may_read_audit(user: Any) -> bool:
    """Searches the audit log; who may handle privacy may also see who looked at whose data."""
    return _may(user, "compliance.view_auditentry") or is_officer(user)


def _may(user: Any, permission: str) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_staff and user.has_perm(permission))
