"""Run a closer until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from auctions.closer import NAME, Closer


class Command(BaseCommand):
    help = "Open sales at their hour, close lots after their end and send events to the room, until SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default=NAME, help="Name of the heart-beat that /health/ready reads.")

    def handle(self, *_args: Any, **options: Any) -> None:
        closer = Closer(options["name"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, closer.stop)
        self.stdout.write("closer: ready")
        self.stdout.flush()
        closer.run()
        self.stdout.write("closer: stopped")
