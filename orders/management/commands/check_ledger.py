"""`manage.py check_ledger`: proves that every money event balances and that accounts and orders agree."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from orders import ledger_check
from orders.payouts import checking


class Command(BaseCommand):
    help = "Proves that all sums of the ledger are zero and that orders, payments, refunds and payouts agree."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        if found := ledger_check.problems() + checking.problems():
            for problem in found:
                self.stderr.write(problem)
            raise CommandError(f"{len(found)} sums do not hold.")
        events, orders = ledger_check.counts()
        self.stdout.write(f"{events} money events and {orders} orders: every sum holds.")
