"""Celery's doors to erasure and retention; each takes a number and makes one service call."""

from __future__ import annotations

from typing import Final

from celery import shared_task
from django.db import InterfaceError, OperationalError

from compliance.erasure import services
from compliance.erasure.models import Erasure

TRIES: Final = 8
LOST = (OperationalError, InterfaceError)


@shared_task(name="erasure.run", autoretry_for=LOST, retry_backoff=5, max_retries=TRIES)
def run(erasure: int) -> None:
    """Acknowledged after the work: a worker that is killed leaves the message to the next one."""
    services.run(erasure=Erasure.objects.get(pk=erasure))


@shared_task(name="erasure.again", autoretry_for=LOST, retry_backoff=5, max_retries=TRIES)
def pass_again(erasure: int) -> None:
    services.pass_again(erasure=Erasure.objects.get(pk=erasure))


@shared_task(name="erasure.sweep")
def sweep() -> None:
    services.sweep()


@shared_task(name="erasure.retain")
def retain() -> None:
    """Once a day."""
    services.retain()
