"""Reads of sellers' papers."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from orders.models import Seller
from orders.verification.enums import PaperKind, PaperState
from orders.verification.models import Paper

PROOFS = [kind.value for kind in PaperKind if kind.proves_the_seller]


def papers_of(seller: Seller) -> models.QuerySet[Paper]:
    return Paper.objects.filter(seller=seller)


def waiting() -> models.QuerySet[Paper]:
    """The queue: the oldest first."""
    return (
        Paper.objects.filter(state=PaperState.SUBMITTED)
        .select_related("seller")
        .order_by("submitted_at", "pk")
    )


def decided() -> models.QuerySet[Paper]:
    return Paper.objects.exclude(state=PaperState.SUBMITTED).select_related("seller")


def valid(day: date | None = None) -> models.QuerySet[Paper]:
    """Verified and not run out on that day (today in Riyadh)."""
    return Paper.objects.filter(state=PaperState.VERIFIED, expires_on__gte=day or timezone.localdate())


def is_proved(seller: Seller) -> bool:
    """Whether a valid paper says who the seller is."""
    return valid().filter(seller=seller, kind__in=PROOFS).exists()


def licence_is_valid(seller: Seller, number: str) -> bool:
    """Whether this number is a checked antiquity licence of the seller."""
    wanted = "".join(number.split()).upper()
    return valid().filter(seller=seller, kind=PaperKind.ANTIQUITY, number=wanted).exists()


def proved_names(seller: Seller) -> list[str]:
    """The names on the seller's valid papers."""
    return list(valid().filter(seller=seller, kind__in=PROOFS).values_list("name", flat=True))
