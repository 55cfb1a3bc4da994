"""The kernel's own tasks."""

from __future__ import annotations

from celery import shared_task

from core import heartbeat


@shared_task(name="core.heartbeat", ignore_result=True, expires=30)
def worker_heartbeat() -> None:
    """Scheduled by beat and run by a worker: one sign of life for both."""
    heartbeat.beat("worker")
