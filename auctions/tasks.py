"""What the scheduler asks of the auctions."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from auctions import demo
from auctions.models import Refusal

KEEP_REFUSALS = timedelta(days=30)


@shared_task(name="auctions.keep_demo_going", ignore_result=True, expires=30)
def keep_demo_going() -> None:
    """A new evening when the last one has closed; nothing where there is no demonstration."""
    demo.keep_going()


@shared_task(name="auctions.forget_refusals", ignore_result=True)
def forget_refusals() -> None:
    """A key needs its answer for thirty days."""
    Refusal.objects.filter(at__lt=Now() - KEEP_REFUSALS).delete()
