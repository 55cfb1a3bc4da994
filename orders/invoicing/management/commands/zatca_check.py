"""manage.py zatca_check FILE: hash, QR code, stamp and rules of any UBL invoice."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from orders.invoicing import zatca


class Command(BaseCommand):
    help = "Show an e-invoice's hash and QR code, and check its stamp and the authority's rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = sum(self._one(path) for path in options["files"])
        if broken:
            raise CommandError(f"{broken} checks failed.")

    def _one(self, path: Path) -> int:
        """Prints what was found; returns how many checks failed."""
        try:
            xml = path.read_bytes()
            hashed, code = zatca.invoice_hash(xml), zatca.qr_of(xml)
            findings, rules = zatca.verify(xml), zatca.check(xml)
        except (OSError, zatca.Unreadable, zatca.QrInvalid) as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{path}\nhash {hashed}\nqr   {code}")
        for tag, value in zatca.decode_qr(code).items():
            self.stdout.write(f"  {tag} {_shown(value)}")
        for finding in findings:
            self.stdout.write(f"{'ok  ' if finding.ok else 'FAIL'} {finding.code}: {finding.en}")
        for rule in rules:
            self.stdout.write(f"FAIL {rule.code}: {rule.en}")
        return sum(not finding.ok for finding in findings) + len(rules)


def _shown(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()
