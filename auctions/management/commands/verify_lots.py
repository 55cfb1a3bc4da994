"""Check every lot's log: no gap, the chain whole, the stored row equal to the replay."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from auctions import replaying
from auctions.enums import LotStatus
from auctions.models import Lot


class Command(BaseCommand):
    help = "Verify the sequence, the hash chain and the replay of all lots, or of one sale's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sale", nargs="?", help="The sale's slug; all sales without it.")

    def handle(self, *_args: Any, **options: Any) -> None:
        lots = Lot.objects.exclude(status=LotStatus.DRAFT).select_related("sale", "leader").order_by("pk")
        if options["sale"]:
            lots = lots.filter(sale__slug=options["sale"])
        checked, findings = 0, []
        for lot in lots.iterator(chunk_size=200):
            findings += replaying.check(lot)
            checked += 1
        for finding in findings:
            self.stderr.write(f"L{finding.lot_id}: {finding.text}")
        if findings:
            raise CommandError(f"{len(findings)} findings in {checked} lots.")
        self.stdout.write(f"{checked} lots verified: sequence, chain and replay.")
