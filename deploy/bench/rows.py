"""A measurement and its page."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HEAD = """# Benchmarks

Written by `make bench`. Every line is measured beside a bare baseline in the same run, on throw-away parts with
fsync on, against the processes of production (pages under gunicorn, sockets under uvicorn), over the loopback.
The figures of one machine mean little; the ratios hold. A ratio above 1 means: better than the baseline.

"""


@dataclass(frozen=True)
class Row:
    """`ratio` is ours against the baseline, above 1 where ours is the better one."""

    what: str
    ours: str
    baseline: str
    ratio: float
    how: str

    def line(self) -> str:
        return f"| {self.what} | {self.ours} | {self.baseline} | {self.ratio:.2f} | {self.how} |"


def table(rows: Iterable[Row]) -> str:
    lines = ["| what | ours | bare baseline | ratio | how |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(row.line() for row in rows)])


def page(rows: Iterable[Row], postgres: str) -> str:
    machine = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {sys.version.split()[0]}, PostgreSQL {postgres}"
    )
    return f"{HEAD}Machine: {machine}.\n\n{table(rows)}\n"


def write(path: Path, rows: Iterable[Row], postgres: str) -> None:
    path.write_text(page(rows, postgres), encoding="utf-8")
