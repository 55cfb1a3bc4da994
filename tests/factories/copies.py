"""Copies of personal data for tests."""

from __future__ import annotations

from typing import Any

from compliance.copies import services
from compliance.copies.models import Copy


def make_copy(user: Any = None, **order: Any) -> Copy:
    """Ordered and made, as a worker would."""
    copy = services.order_copy(user=user, by=user, **order)
    assert services.make(copy_id=copy.pk)
    copy.refresh_from_db()
    return copy
