"""Keeping an eye on a lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from auctions import exceptions
from auctions.enums import LotStatus
from auctions.models import Lot, Watch

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def watch(*, user: User, lot: Lot) -> bool:
    """True when the lot was not watched before. Raises LotNotFound for a lot that is not public."""
    if lot.status == LotStatus.DRAFT:
        raise exceptions.LotNotFound
    _row, created = Watch.objects.get_or_create(user=user, lot=lot)
    return created


@transaction.atomic
def unwatch(*, user: User, lot: Lot) -> bool:
    """True when the lot was watched before."""
    deleted, _ = Watch.objects.filter(user=user, lot=lot).delete()
    return deleted > 0
