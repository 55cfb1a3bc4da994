"""manage.py verify_invoices: every chain, hash, stamp and sum of what was issued."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from orders.invoicing import checking
from orders.invoicing.models import Invoice


class Command(BaseCommand):
    help = "Recompute every invoice's hash, check each chain for gaps, and each stamp and sum."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(checking.broken())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} things are not as they must be.")
        self.stdout.write(f"{Invoice.objects.count()} documents are whole.")
