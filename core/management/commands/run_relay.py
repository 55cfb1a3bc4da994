"""Run a relay until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.relay import Relay


class Command(BaseCommand):
    help = "Hand outbox messages to their handlers and seal the audit log, until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name", default="relay", help="Name of the heart-beat that /health/ready reads."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        relay = Relay(options["name"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, relay.stop)
        self.stdout.write("relay: ready")
        self.stdout.flush()
        relay.run()
        self.stdout.write("relay: stopped")
