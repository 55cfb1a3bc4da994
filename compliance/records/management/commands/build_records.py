"""Draws the records of processing anew from declarations and settings; safe at each start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from compliance.records import services


class Command(BaseCommand):
    help = "Write the records of processing as the declarations and settings say now."

    def handle(self, *_args: Any, **_options: Any) -> None:
        built = services.build()
        self.stdout.write(
            f"Records of processing: {built.written} written, {built.ended} ended, {built.parties} recipients."
        )
