"""Publish today's head of the audit log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from compliance import heads


class Command(BaseCommand):
    help = "Publish the last seal of the audit log under today's date (UTC); a day is published once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        head = heads.publish()
        if head is None:
            self.stdout.write("Nothing has been sealed yet.")
        else:
            self.stdout.write(f"{head.day} {head.seq}:{head.hash}")
