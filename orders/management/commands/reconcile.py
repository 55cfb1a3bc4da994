"""`manage.py reconcile FILE`: matches a provider's settlement report with our books and books what agrees.

Ends with 0 when everything matched, 1 when something is left to look at, 2 when the file cannot be read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from core.errors import SoukError
from core.money import EXPONENTS, Money
from orders.payouts import settlements
from orders.payouts.enums import Outcome
from orders.payouts.models import SettlementRow
from orders.payouts.reconciling import Found, reconcile


class Command(BaseCommand):
    help = "Matches a provider's settlement report with the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--provider", choices=settlements.providers(), default="generic")
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        path: Path = options["file"]
        with translation.override("en"):
            try:
                content = path.read_bytes()
                found = reconcile(
                    content=content,
                    provider=options["provider"],
                    name=path.name,
                    dry_run=options["dry_run"],
                )
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
            except SoukError as error:
                raise CommandError(error.text, returncode=2) from error
            self._tell(found)
        if not found.clean:
            sys.exit(1)

    def _tell(self, found: Found) -> None:
        counts = found.counts
        for outcome in Outcome:
            if counts[outcome]:
                self.stdout.write(f"{counts[outcome]:6} {outcome.label}")
        for row in found.rows:
            if row.outcome not in {Outcome.MATCHED, Outcome.ASIDE}:
                self.stdout.write(self._row(row))
        for line in found.repeated:
            self.stdout.write(f"line {line}: the same row stands in the file before")
        for entry in found.missing:
            amount = Money(entry["amount"], entry["currency"]).text("en")
            self.stdout.write(f"{entry['kind']} {entry['reference']}, {amount}: in no report")
        self.stdout.write("All matched." if found.clean else "Something is left to look at.")

    @staticmethod
    def _row(row: SettlementRow) -> str:
        name = row.reference or row.provider_reference or row.key
        text = f"line {row.position}: {name}: {Outcome(row.outcome).label}"
        if row.outcome == Outcome.AMOUNT and row.expected is not None and row.currency in EXPONENTS:
            theirs, ours = (Money(minor, row.currency).text("en") for minor in (row.amount, row.expected))
            text += f" ({theirs} in the report, {ours} in our books)"
        return text
