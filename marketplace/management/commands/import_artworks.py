"""`manage.py import_artworks FILE`: a sheet of works into the catalogue."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import SoukError
from core.money import EXPONENTS
from marketplace.enums import Availability, PublicationState
from marketplace.imports.columns import PRESETS
from marketplace.imports.exceptions import OwnerUnknown, RowError
from marketplace.imports.pictures import attach_pictures
from marketplace.imports.run import Options, Report, run_import
from orders.models import Seller

SHOWN = 50
HOUSE = "souk"
# A museum's own file names its seller, and shows what it does not sell.
PRESET_OWNERS = {"tate": ("tate-collection", "مجموعة تيت", "Tate collection", "GB")}


class Command(BaseCommand):
    help = "Takes a sheet of works (CSV, also .gz, or XLSX) into the catalogue; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--owner", default="", help="Slug of the seller whose works they become.")
        parser.add_argument("--artists", default="", help="A sheet of artists, matched by their number.")
        parser.add_argument("--images", default="", help="A folder of pictures named by inventory number.")
        parser.add_argument(
            "--mapping",
            default="",
            help=f"A preset ({', '.join(PRESETS)}) or a JSON file; else by the headers.",
        )
        parser.add_argument("--currency", default="SAR", choices=list(EXPONENTS))
        parser.add_argument("--availability", default="", choices=["", "available", "not_for_sale"])
        parser.add_argument("--state", default="", choices=["", "draft", "in_review", "published"])
        parser.add_argument("--errors", default="", help="Write every refused row to this CSV file.")
        parser.add_argument("--language", default="", choices=["", "ar", "en"])
        parser.add_argument("--dry-run", action="store_true", help="Do everything, then undo it.")

    def handle(self, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language()):
            try:
                self._run(options)
            except SoukError as error:
                raise CommandError(error.text) from error

    def _run(self, options: dict[str, Any]) -> None:
        seller = _owner(options["owner"], options["mapping"])
        with _error_file(options["errors"]) as write:
            told = _Teller(self.stderr, write)
            report = run_import(
                options["file"],
                seller=seller,
                actor=None,
                options=_options(options),
                tell=told,
                progress=self._progress,
            )
        self._finish(report, dry_run=options["dry_run"])
        if options["images"] and not options["dry_run"]:
            self._pictures(Path(options["images"]), seller)

    def _progress(self, rows: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{rows:,}", ending="")
        elif rows % 20_000 == 0:
            self.stderr.write(f"{rows:,}")

    def _finish(self, report: Report, *, dry_run: bool) -> None:
        if not dry_run and report.counts.created + report.counts.updated:
            with connection.cursor() as cursor:  # fresh statistics and a visibility map for the lists
                cursor.execute(
                    "VACUUM ANALYZE marketplace_artwork, marketplace_artworksearch, marketplace_artist"
                )
        counts = report.counts
        lines = [
            _("Dry run: nothing was kept.") if dry_run else "",
            ngettext("%(count)s row read.", "%(count)s rows read.", report.rows) % {"count": report.rows},
            _("New: %(created)s. Changed: %(updated)s. As before: %(unchanged)s. Refused: %(refused)s.")
            % {
                "created": counts.created,
                "updated": counts.updated,
                "unchanged": counts.unchanged,
                "refused": report.refused,
            },
            _("Artists in the artists' sheet: %(listed)s. Artists added from the works: %(added)s.")
            % {"listed": report.artists_from_file, "added": report.artists_added},
            _("%(seconds)s seconds, %(speed)s rows a second.")
            % {
                "seconds": f"{report.seconds:.1f}",
                "speed": f"{report.rows / max(report.seconds, 0.001):,.0f}",
            },
        ]
        self.stdout.write("\n".join(line for line in lines if line))

    def _pictures(self, folder: Path, seller: Seller) -> None:
        done = attach_pictures(folder, seller=seller, actor=None)
        for name, reason in done.refused:
            self.stderr.write(f"{name}: {reason}")
        self.stdout.write(
            _("Pictures added: %(added)s. There already: %(known)s. Refused: %(refused)s.")
            % {"added": done.added, "known": done.known, "refused": len(done.refused)}
        )


class _Teller:
    """The first fifty refusals on the screen, all of them in the file."""

    def __init__(self, stderr: Any, write: Callable[[RowError], None]) -> None:
        self._stderr = stderr
        self._write = write
        self._told = 0

    def __call__(self, error: RowError) -> None:
        self._write(error)
        self._told += 1
        if self._told <= SHOWN:
            where = _("line %(line)s") % {"line": error.line}
            parts = [where, error.column, f"“{error.value}”" if error.value else "", str(error.reason)]
            self._stderr.write(": ".join(part for part in parts if part))
        elif self._told == SHOWN + 1:
            self._stderr.write(_("More rows were refused; --errors FILE writes all of them."))


@contextmanager
def _error_file(path: str) -> Iterator[Callable[[RowError], None]]:
    if not path:
        yield lambda _error: None
        return
    with Path(path).open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([_("line"), _("column"), _("value"), _("reason"), _("code")])
        yield lambda error: writer.writerow(
            [error.line, error.column, _harmless(error.value), str(error.reason), error.code]
        )


def _harmless(value: str) -> str:
    """A cell that begins like a formula is shown by a spreadsheet, not run."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _options(options: dict[str, Any]) -> Options:
    museum = options["mapping"] in PRESET_OWNERS
    availability = options["availability"] or ("not_for_sale" if museum else "available")
    state = options["state"] or ("published" if museum else "draft")
    return Options(
        mapping=options["mapping"],
        currency=options["currency"],
        availability=Availability(availability),
        state=PublicationState(state),
        artists_file=options["artists"],
        dry_run=options["dry_run"],
    )


def _owner(slug: str, preset: str) -> Seller:
    """The seller named, or the preset's own, made at its first import."""
    if slug:
        seller = Seller.objects.filter(slug=slug).first()
        if seller is None:
            raise OwnerUnknown(slug=slug)
        return seller
    slug, name_ar, name_en, country = PRESET_OWNERS.get(preset, (HOUSE, "سوق الفن", "Art Souk", "SA"))
    seller, _new = Seller.objects.get_or_create(
        slug=slug, defaults={"kind": "house", "name_ar": name_ar, "name_en": name_en, "country": country}
    )
    return seller
