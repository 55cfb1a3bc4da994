"""Paddles: a number at random, so that it says nothing about who came first."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Now

from auctions.models import Paddle

if TYPE_CHECKING:
    from accounts.models import User

# Three digits as in a saleroom; more only when these fill up.
RANGES = ((101, 999), (101, 999), (101, 999), (1_000, 9_999), (1_000, 9_999), (10_000, 999_999))


class NoFreeNumber(RuntimeError):
    """All ranges are as good as full."""


@transaction.atomic
def make_paddle(*, sale_id: int, user: User, terms_version: int) -> Paddle:
    """The person's paddle in the sale, made if there is none; the terms were accepted now.

    Safe against itself: whoever comes second finds the first one's paddle. Raises NoFreeNumber.
    """
    for low, high in RANGES:
        number = low + secrets.randbelow(high - low + 1)
        paddle = Paddle(
            sale_id=sale_id, user=user, number=number, terms_version=terms_version, accepted_at=Now()
        )
        Paddle.objects.bulk_create([paddle], ignore_conflicts=True)
        found = Paddle.objects.filter(sale=sale_id, user=user).first()
        if found is not None:
            return found
    raise NoFreeNumber(f"Sale {sale_id} has no free paddle number.")
