"""A sheet of works into the catalogue, against a bare COPY of the same cells into one table."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from deploy.bench.rows import Row
from deploy.bench.stage import HEADERS, ROWS, refresh, seller, sheet
from marketplace.enums import PublicationState
from marketplace.imports.run import Options, run_import


def measure() -> Iterator[Row]:
    path = sheet(Path(os.environ["BENCH_DIRECTORY"]) / "works.csv", ROWS)
    bare = _copy(path)
    began = time.monotonic()
    report = run_import(path, seller=seller(), actor=None, options=Options(state=PublicationState.PUBLISHED))
    ours = ROWS / (time.monotonic() - began)
    refresh()
    yield Row(
        "import of works",
        f"{ours:,.0f} rows/s",
        f"{bare:,.0f} rows/s",
        ours / bare,
        f"{ROWS:,} rows x {len(HEADERS)} columns, read, checked, folded for search, {report.refused} refused, "
        "against csv and psycopg's COPY into one table without index",
    )


def _copy(path: Path) -> float:
    columns = ", ".join(f"{name} text" for name in HEADERS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare_import ({columns})")
    began = time.monotonic()
    with path.open(encoding="utf-8", newline="") as file, connection.cursor() as wrapper:
        rows = csv.reader(file)
        next(rows)
        with wrapper.cursor.copy("COPY bare_import FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    return ROWS / (time.monotonic() - began)
