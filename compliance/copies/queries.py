"""Which copies a person may see: their own, and the one whose link they hold."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from compliance.copies.enums import THERE
from compliance.copies.models import Copy
from compliance.copies.services.making import hash_of
from core import clock


def visible_to(user: Any) -> QuerySet[Copy]:
    """Newest first. Nobody sees another person's copy, staff neither."""
    return Copy.objects.filter(user=user).select_related("user").order_by("-created_at", "-pk")


def by_token(token: str) -> Copy | None:
    """The copy that this link opens, while it does."""
    if not token:
        return None
    rows = Copy.objects.filter(token_hash=hash_of(token), state__in=THERE, expires_at__gt=clock.now())
    return rows.first()
