"""An import from the first byte to the last row: one transaction, or a look that changes nothing.

While the database takes one batch, the next is read and checked: both of two cores are busy. Memory holds two
batches, the inventory numbers seen so far (to name repeated ones), and the names of artists and tags.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compliance import audit
from core import clock
from marketplace import locks, rules
from marketplace.enums import Availability, PublicationState
from marketplace.exceptions import NotYours, PublishingDenied
from marketplace.imports.artists import load_artists
from marketplace.imports.columns import Mapping, mapping_for
from marketplace.imports.exceptions import RowError
from marketplace.imports.load import Counts, Loader, Target
from marketplace.imports.reader import Sheet, open_sheet
from marketplace.imports.rows import Defaults, RowReader, Work

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

BATCH: Final = 4000
ERRORS_KEPT: Final = 1000

Checked = Work | list[RowError]
Waiting = Future[tuple[Counts, list[RowError]]]


@dataclass(frozen=True, slots=True)
class Options:
    """`mapping` is empty, a preset's name or a JSON file. `state` is that of new works only."""

    mapping: str = ""
    currency: str = "SAR"
    availability: Availability = Availability.AVAILABLE
    state: PublicationState = PublicationState.DRAFT
    artists_file: str = ""
    dry_run: bool = False


@dataclass(slots=True)
class Report:
    """What an import did. `errors` holds the first thousand; `refused` counts the rows, `reasons` by code."""

    rows: int = 0
    refused: int = 0
    counts: Counts = field(default_factory=Counts)
    artists_added: int = 0
    artists_from_file: int = 0
    errors: list[RowError] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def refuse(self, errors: list[RowError], tell: Callable[[RowError], None]) -> None:
        self.refused += len({error.line for error in errors})
        for error in errors:
            self.reasons[error.code] += 1
            tell(error)
        self.errors.extend(errors[: max(0, ERRORS_KEPT - len(self.errors))])


def _silent(_event: Any) -> None:
    """Nobody listens."""


def run_import(
    path: str | Path,
    *,
    seller: Seller,
    actor: User | None,
    options: Options | None = None,
    tell: Callable[[RowError], None] = _silent,
    progress: Callable[[int], None] = _silent,
) -> Report:
    """Takes the sheet into the seller's works, all good rows or, when the sheet is refused, none.

    Raises NotYours, PublishingDenied, and a subclass of ImportRefused with nothing changed. Rows that are wrong
    are told one by one and left out. With `dry_run` everything is done and then undone. One audit entry tells of
    the whole. Takes an advisory lock: one import runs at a time.
    """
    options = options or Options()
    _check_rights(actor, seller, options)
    started = time.perf_counter()
    run = _Run(seller, options, tell, progress)
    with open_sheet(path) as sheet:
        mapping = mapping_for(options.mapping, sheet.headers)
        with transaction.atomic():
            locks.imports()
            run.take(sheet, mapping)
            audit.record(
                "marketplace.import.finished",
                subject=seller,
                actor=actor,
                after=_summary(run.report, sheet.name),
            )
            transaction.set_rollback(options.dry_run)
    run.report.seconds = time.perf_counter() - started
    return run.report


def _check_rights(actor: User | None, seller: Seller, options: Options) -> None:
    """As for single works: one's own seller, and publishing at once only for verified ones."""
    if actor is None:
        return
    if not rules.may_add(actor, seller):
        raise NotYours
    unverified = seller.verified_at is None and not rules.is_curator(actor)
    if options.state == PublicationState.PUBLISHED and unverified:
        raise PublishingDenied


class _Run:
    """One import under way."""

    def __init__(
        self,
        seller: Seller,
        options: Options,
        tell: Callable[[RowError], None],
        progress: Callable[[int], None],
    ) -> None:
        self.report = Report()
        self._target = Target(seller.pk, str(seller.country), options.state)
        self._options = options
        self._tell = tell
        self._progress = progress

    def take(self, sheet: Sheet, mapping: Mapping) -> None:
        """Batch by batch: the database works on one while the next is checked."""
        checked = check_rows(sheet, mapping, defaults_of(self._options))
        with connection.cursor() as wrapper, ThreadPoolExecutor(1) as database:
            loader = Loader(wrapper.cursor, self._target, mapping)
            self._take_artists(wrapper.cursor, loader, mapping)
            waiting: Waiting | None = None
            while batch := list(islice(checked, BATCH)):
                works = [one for one in batch if isinstance(one, Work)]
                self._settle(waiting)
                waiting = database.submit(loader.load, works)
                self._refuse(batch)
            self._settle(waiting)
            self.report.artists_added = loader.artists.added

    def _take_artists(self, cursor: Any, loader: Loader, mapping: Mapping) -> None:
        if self._options.artists_file:
            listed = load_artists(cursor, self._options.artists_file, loader.artists, mapping)
            self.report.artists_from_file = listed
            loader.artists.added = 0

    def _refuse(self, batch: Sequence[Checked]) -> None:
        self.report.rows += len(batch)
        for one in batch:
            if isinstance(one, list):
                self.report.refuse(one, self._tell)
        self._progress(self.report.rows)

    def _settle(self, waiting: Waiting | None) -> None:
        if waiting is not None:
            counts, errors = waiting.result()
            self.report.counts.add(counts)
            self.report.refuse(errors, self._tell)


def check_rows(sheet: Sheet, mapping: Mapping, defaults: Defaults) -> Iterator[Checked]:
    """Every row as a work or as its errors; an inventory number holds for its first row only."""
    reader = RowReader(mapping, sheet.headers, defaults)
    seen: dict[str, int] = {}
    for line, row in sheet.rows:
        checked = reader.read(line, row)
        if isinstance(checked, Work):
            first = seen.setdefault(checked.inventory_number, line)
            if first != line:
                yield [_repeated(checked, mapping, first)]
                continue
        yield checked


def _repeated(work: Work, mapping: Mapping, first: int) -> RowError:
    reason = format_lazy(_("This inventory number stands on line {line} already."), line=str(first))
    return RowError(
        work.line, mapping.columns["inventory_number"], work.inventory_number, reason, "number_repeated"
    )


def defaults_of(options: Options) -> Defaults:
    return Defaults(
        currency=options.currency,
        availability=options.availability,
        this_year=clock.now().year,
        publish=options.state == PublicationState.PUBLISHED,
    )


def _summary(report: Report, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "rows": report.rows,
        "created": report.counts.created,
        "updated": report.counts.updated,
        "unchanged": report.counts.unchanged,
        "refused": report.refused,
    }


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a sheet as they would go in, and every error of them, for the studio's look before."""

    headers: list[str]
    mapping: Mapping
    works: list[Work]
    errors: list[RowError]
    rows: int
    more: bool


def preview_import(
    path: str | Path, *, options: Options | None = None, name: str = "", limit: int = 200
) -> Preview:
    """Reads and checks, touches no table. Raises a subclass of ImportRefused."""
    options = options or Options()
    with open_sheet(path, name=name) as sheet:
        mapping = mapping_for(options.mapping, sheet.headers)
        checked = list(islice(check_rows(sheet, mapping, defaults_of(options)), limit + 1))
    shown = checked[:limit]
    works = [one for one in shown if isinstance(one, Work)]
    errors = [error for one in shown if isinstance(one, list) for error in one]
    return Preview(sheet.headers, mapping, works, errors, len(shown), len(checked) > limit)
