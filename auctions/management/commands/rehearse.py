"""Robots bid on a running sale; then everything is checked."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connections

from auctions import demo, queries
from auctions.enums import LotStatus
from auctions.models import Lot, Sale
from auctions.rehearsal import report
from auctions.rehearsal.observer import Observer
from auctions.rehearsal.robots import Robot, Tally, robots

SETTLE = 6.0  # seconds for the room to hear the last events


class Command(BaseCommand):
    help = (
        "Let robots bid on a running sale (the demonstration's by default), then check that nothing is lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lots", type=int, default=6, help="on how many of its lots")
        parser.add_argument("--bidders", type=int, default=6)
        parser.add_argument("--seconds", type=float, default=30)
        parser.add_argument(
            "--pause", type=float, default=0.5, help="between two bids of a robot, on average"
        )
        parser.add_argument("--sale", default="", help="its slug")
        parser.add_argument(
            "--listen", default="", metavar="URL", help="also look on at this site, ws://host:port"
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        sale = self._sale(options["sale"])
        lots = self._lots(sale, options["lots"])
        self.stdout.write(
            f"{sale}: {len(lots)} lots, {options['bidders']} robots, {options['seconds']:.0f} s"
        )
        observer = self._observer(options["listen"], sale, lots)
        tally = Tally()
        self._bid(lots, tally, options)
        if observer is not None:
            time.sleep(SETTLE)
            observer.stop()
            self.stdout.write(f"onlooker: {dict(observer.counts)}")
        for line in report.lines(tally, options["seconds"]):
            self.stdout.write(line)
        found = self._findings(tally, lots, observer)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("All accepted bids are there, all logs are whole, all lots equal their replay.")

    def _sale(self, slug: str) -> Sale:
        sales = queries.running()
        sale = sales.filter(slug=slug).first() if slug else sales.filter(series=demo.SERIES).first()
        if sale is None:
            raise CommandError(
                "No such sale is running. Give its slug with --sale, or fill the demonstration."
            )
        return sale

    def _lots(self, sale: Sale, count: int) -> list[int]:
        lots = Lot.objects.filter(sale=sale, status=LotStatus.OPEN).order_by("-number")
        found = list(lots.values_list("pk", flat=True)[:count])
        if not found:
            raise CommandError("No lot of this sale is open.")
        return found

    def _observer(self, url: str, sale: Sale, lots: list[int]) -> Observer | None:
        if not url:
            return None
        observer = Observer(f"{url.rstrip('/')}/ws/auctions/{sale.slug}/", lots)
        observer.start()
        return observer

    def _bid(self, lots: list[int], tally: Tally, options: dict[str, Any]) -> None:
        until = time.monotonic() + options["seconds"]
        threads = [
            threading.Thread(
                target=Robot(
                    user, lots, tally, pause=options["pause"], seed=options["seed"] * 1000 + place
                ).run,
                args=[until],
            )
            for place, user in enumerate(robots(options["bidders"]))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _findings(self, tally: Tally, lots: list[int], observer: Observer | None) -> list[str]:
        """The database may be on its way back from a drill."""
        for attempt in range(30):
            try:
                return report.findings(tally, lots, observer)
            except (OperationalError, InterfaceError):
                connections.close_all()
                time.sleep(1 + attempt / 10)
        return ["the database did not come back"]
