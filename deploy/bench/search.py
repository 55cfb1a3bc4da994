"""A search, from the words to the works in memory, against its own SQL sent by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from deploy.bench.rows import Row
from deploy.bench.stage import full_store
from marketplace.models import Artwork
from marketplace.search.browse import parse
from marketplace.search.results import browse

TIMES = 15
PAGE = slice(0, 24)
ASKED = {
    "one word": ("indigo", "falcon", "النخيل", "الفسيفساء"),
    "two words": ("blue dune", "desert night", "البحر الأزرق", "سوق الليل"),
    "a mistyped word": ("falcno", "mosiac", "indgio"),
}


@dataclass(frozen=True)
class Timed:
    p50: float
    worst: float

    def text(self) -> str:
        return f"p50 {self.p50:.1f} ms, worst word {self.worst:.1f} ms"


def measure() -> Iterator[Row]:
    works = full_store()
    for name, questions in ASKED.items():
        ours = _timed([_asking(words) for words in questions])
        bare = _timed([_repeating(words) for words in questions])
        how = f"24 of {works:,} works with their count and facets; the same statements by hand, rows fetched"
        yield Row(f"search, {name}", ours.text(), bare.text(), bare.p50 / ours.p50, how)


def search(words: str) -> list[Artwork]:
    """What the browse page asks: the number, the facets, the first page."""
    found = browse(parse(QueryDict(urlencode({"q": words}))))
    found.works.count()
    return found.works[PAGE]


def _asking(words: str) -> Callable[[], object]:
    return lambda: search(words)


def _repeating(words: str) -> Callable[[], object]:
    """The statements that the search sent, without the code that made them."""
    with CaptureQueriesContext(connection) as captured:
        search(words)
    statements = [query["sql"] for query in captured.captured_queries]

    def send() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()

    return send


def _timed(actions: list[Callable[[], object]]) -> Timed:
    """Milliseconds: the median over everything, and the median of the slowest."""
    medians, everything = [], []
    for action in actions:
        action()
        took = [_seconds(action) for _ in range(TIMES)]
        medians.append(median(took))
        everything += took
    return Timed(1000 * median(everything), 1000 * max(medians))


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
