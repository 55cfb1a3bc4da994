"""Prove that nobody has touched the audit log."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance import sealing
from core.chain import GENESIS


class Command(BaseCommand):
    help = "Recompute the hash chain of the audit log; exit with an error at the first break."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            help="A seal that was noted earlier, elsewhere, and must still be in the chain.",
        )
        parser.add_argument(
            "--heads",
            metavar="FILE",
            help="Published heads that were saved elsewhere (the page's JSON): each must still be in the chain.",
        )
        parser.add_argument(
            "--grace",
            type=int,
            default=int(sealing.GRACE.total_seconds()),
            metavar="SECONDS",
            help="How long an entry may wait for its seal (default: %(default)s).",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        verdict = sealing.verify(
            grace=timedelta(seconds=options["grace"]),
            expect=_expected(options["expect"]),
            noted=_saved(options["heads"]),
        )
        if verdict.problem:
            raise CommandError(_complaint(verdict))
        self.stdout.write(f"The audit log is whole: {verdict.sealed} entries sealed.")
        if verdict.head != GENESIS:
            self.stdout.write(f"Note this elsewhere: {verdict.sealed}:{verdict.head}")


def _expected(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, _colon, noted = text.partition(":")
    if not number.isdecimal() or len(noted) != len(GENESIS):
        raise CommandError("--expect takes a number, a colon and a hash of 64 digits.")
    return int(number), noted


def _saved(path: str | None) -> list[sealing.Noted]:
    if path is None:
        return []
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))["heads"]
        return [sealing.Noted(int(row["number"]), str(row["hash"]), sealing.PUBLISHED) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError("--heads takes the JSON file of the page of published heads.") from error


def _complaint(verdict: sealing.Verdict) -> str:
    places = [
        f"seal {verdict.seq}" if verdict.seq is not None else "",
        f"entry {verdict.entry_id}" if verdict.entry_id is not None else "",
    ]
    where = ", ".join(place for place in places if place)
    return f"The audit log is broken at {where}: {verdict.problem}."
