"""Carries out the retention rules, or says what they would do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.erasure.enums import Trigger
from compliance.erasure.services import retain


class Command(BaseCommand):
    help = "Deletes or blanks what has outlived its term, and what a law kept of erased people until now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        run = retain(dry=options["dry_run"], trigger=Trigger.COMMAND)
        for part in run.report:
            rule = f"law {part['law']}" if part["rule"] == "law" else f"after {part['days']} days"
            problem = f"  PROBLEM: {part['problem']}" if part["problem"] else ""
            self.stdout.write(f"{part['model']:40} {rule:24} {part['rows']:>8}{problem}")
        word = "would go or be blanked" if run.dry else "gone or blanked"
        self.stdout.write(f"{run.rows} records {word}.")
        if run.problems:
            raise CommandError(f"{run.problems} rules were refused: see the report of run {run.pk}.")
