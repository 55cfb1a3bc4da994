"""The catalogue's first page and the API's first list, each against the barest that shows the same works."""

from __future__ import annotations

from collections.abc import Iterator

from deploy.bench.processes import Load, load, pages
from deploy.bench.rows import Row
from deploy.bench.stage import full_store

OURS, BARE = "deploy.bench.settings", "deploy.bench.bare_settings"
HOW = "gunicorn, 2 workers of 4 threads, 4 clients, nothing cached; ratio of the server's CPU for a request"


def measure() -> Iterator[Row]:
    works = full_store()
    with pages(BARE) as server:
        bare_page, bare_list = load(server, "/bare/"), load(server, "/bare-api/")
    with pages(OURS) as server:
        page, arabic = load(server, "/en/works/"), load(server, "/ar/works/")
        listed = load(server, "/api/v1/artworks/")
    yield _row(f"catalogue page, 24 of {works:,} works, English", page, bare_page)
    yield _row(f"catalogue page, 24 of {works:,} works, Arabic", arabic, bare_page)
    yield _row(f"API list of {works:,} works", listed, bare_list)


def _row(what: str, ours: Load, bare: Load) -> Row:
    return Row(what, ours.text(), bare.text(), bare.cost / ours.cost, HOW)
