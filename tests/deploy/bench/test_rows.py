"""The page of figures."""

from __future__ import annotations

from deploy.bench.processes import Load
from deploy.bench.rows import Row, page


def test_the_page_is_a_table_with_a_ratio():
    text = page([Row("bids", "75/s", "255/s", 75 / 255, "by hand")], "18.6")
    assert text.splitlines()[-3:] == [
        "| what | ours | bare baseline | ratio | how |",
        "|---|---|---|---|---|",
        "| bids | 75/s | 255/s | 0.29 | by hand |",
    ]
    assert "PostgreSQL 18.6" in text


def test_a_load_tells_rate_cost_and_the_slow_ones():
    load = Load(requests=40, seconds=2.0, cpu=0.5, latencies=[0.01] * 37 + [0.2] * 3)
    assert load.text() == "20/s, 12.5 ms CPU each, p95 200 ms"
