"""`manage.py demo`: a believable market, built through the services."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.demo import cast, catalogue, plan, stages
from marketplace.models import Artwork


class Command(BaseCommand):
    help = (
        "Fill the site with a market of 40 artists, 12 galleries and 240 works, the same for the same seed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", default="all", help="One stage (catalogue, auction, ...) or all.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--works", type=int, default=240)
        parser.add_argument("--artists", type=int, default=40)
        parser.add_argument(
            "--pixels", type=int, default=plan.LONGER_PIXELS, help="Longer side of a picture."
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there are works already."
        )

    def handle(self, **options: Any) -> None:
        if options["if_empty"] and Artwork.objects.exists():
            self.stdout.write("demo: there are works already, nothing to do")
            return
        wanted = self._stages(options["stage"])
        started = time.monotonic()
        folder = Path(settings.VAR_DIR)
        context = stages.Context(
            seed=options["seed"],
            works=options["works"],
            artists=min(options["artists"], options["works"]),
            pixels=options["pixels"],
            folder=folder / "demo-art",
            say=lambda line: self.say(started, line),
        )
        accounts = folder / "demo-accounts.txt"
        context.people = cast.assemble(accounts)
        for name in wanted:
            stages.run(name, context)
        catalogue.open_doors(context)
        for line in cast.lines(accounts):
            self.stdout.write(f"  {line}")
        self.say(started, "done")

    def say(self, started: float, line: str) -> None:
        self.stdout.write(f"demo {time.monotonic() - started:5.0f} s  {line}")
        self.stdout.flush()

    def _stages(self, asked: str) -> list[str]:
        known = stages.names()
        if asked == "all":
            return known
        if asked not in known:
            raise CommandError(f"There is no stage {asked!r}; there are: all, {', '.join(known)}.")
        return [asked]
