"""After a backup was restored: erases everybody on the list again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.erasure.services import replay
from compliance.erasure.services.replaying import Found, Replayed
from core.errors import SoukError

WORDS = {
    Found.ERASED: "erased again",
    Found.DONE: "done already in this database",
    Found.ABSENT: "not in this database",
    Found.STRANGER: "the number belongs to somebody else here: left alone, look at it",
    Found.FAILED: "STOPPED",
    Found.WOULD: "would be erased again",
}
TROUBLE = frozenset({Found.FAILED, Found.STRANGER})


class Command(BaseCommand):
    help = "Applies the list of erasures to a restored database. Run it before the site is opened again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="the list, when it lies elsewhere than ERASURE_REPLAY_FILE"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = replay(place=options["file"], dry=options["dry_run"])
        except (SoukError, OSError) as error:
            raise CommandError(str(error)) from error
        for one in found:
            self.stdout.write(self._line(one))
        self.stdout.write(f"{len(found)} on the list.")
        if trouble := [one.number for one in found if one.found in TROUBLE]:
            raise CommandError(f"Somebody has to look at: {', '.join(trouble)}")

    def _line(self, one: Replayed) -> str:
        who = f"account {one.user}" if one.user is not None else "addresses only"
        return f"{one.number}  {who}: {WORDS[one.found]}" + (f"\n{one.problem}" if one.problem else "")
