"""`manage.py check_seats`: proves that no seat is counted that nobody has, and none is had that is not counted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from workshops.booking import seat_check


class Command(BaseCommand):
    help = "Proves the counters of runs and allotments against live tickets and open offers."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        alone = not connection.in_atomic_block
        with transaction.atomic():
            if alone:  # one picture of everything, while people go on booking
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            found, runs = seat_check.problems(), seat_check.count()
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} counters do not hold.")
        self.stdout.write(f"{runs} runs: every seat is counted once.")
