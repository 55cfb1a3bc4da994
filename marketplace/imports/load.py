"""Checked rows into the catalogue: COPY into a staging table, then one set-based upsert for each batch.

A work that is there already (same seller, same inventory number) is left alone when nothing differs, so that a
second run changes nothing. Only what the sheet has columns for is changed; of a work that is held or sold, its
price, currency and availability stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from marketplace.enums import PublicationState
from marketplace.imports.columns import LANGUAGES, TEXTS, Mapping
from marketplace.imports.exceptions import RowError
from marketplace.imports.names import ArtistIndex, CityIndex, TagIndex, array_text
from marketplace.imports.rows import Work

Cursor = Any

TYPES: Final[dict[str, str]] = {
    "line": "integer",
    "inventory_number": "text",
    **{f"{base}_{code}": "text" for base in TEXTS for code in LANGUAGES},
    "artist_id": "bigint",
    "other_artist_ids": "bigint[]",
    "attribution": "text",
    "year": "smallint",
    "year_end": "smallint",
    "year_circa": "boolean",
    "category": "text",
    "medium_group": "text",
    "height_cm": "numeric",
    "width_cm": "numeric",
    "depth_cm": "numeric",
    "edition_number": "integer",
    "edition_size": "integer",
    "condition": "text",
    "price_minor": "bigint",
    "currency": "text",
    "availability": "text",
    "city_id": "bigint",
    "antiquity": "text",
    "antiquity_licence": "text",
    "subjects": "varchar[]",
    "movements": "varchar[]",
    "source_url": "text",
}
STAGING: Final = "marketplace_import_rows"
NOT_COLUMNS: Final = frozenset({"line", "other_artist_ids"})
# What each column of a sheet changes in a work that is there already.
CHANGES: Final[dict[str, tuple[str, ...]]] = {
    "artist": ("artist_id",),
    "artist_ref": ("artist_id",),
    "date_text": ("year", "year_end", "year_circa"),
    "year": ("year", "year_end", "year_circa"),
    "medium": ("medium_group", "category", "materials_ar", "materials_en"),
    "dimensions": ("height_cm", "width_cm", "depth_cm", "dimensions_note_ar", "dimensions_note_en"),
    "height": ("height_cm",),
    "width": ("width_cm",),
    "depth": ("depth_cm",),
    "edition": ("edition_number", "edition_size"),
    "price": ("price_minor", "currency"),
    "city": ("city_id",),
}
FIRM_WHEN_HELD: Final = frozenset({"price_minor", "currency", "availability"})


@dataclass(slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def add(self, other: Counts) -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged


@dataclass(frozen=True, slots=True)
class Target:
    """Whose works they become, and in which state a new one begins."""

    seller_id: int
    country: str
    state: PublicationState


class Loader:
    """Used within one transaction; `cursor` is psycopg's own, for COPY."""

    def __init__(self, cursor: Cursor, target: Target, mapping: Mapping) -> None:
        self._cursor = cursor
        self._target = target
        self.artists = ArtistIndex(cursor)
        self._cities = CityIndex(cursor, target.country)
        self._tags = TagIndex(cursor)
        self._columns = [name for name in TYPES if name not in NOT_COLUMNS]
        self._upsert = upsert_sql(changed_columns(mapping), self._columns)
        self._changes_artists = "artist" in mapping.columns
        fields = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
        cursor.execute(f"DROP TABLE IF EXISTS {STAGING}")
        cursor.execute(f"CREATE TEMP TABLE {STAGING} ({fields}) ON COMMIT DROP")

    def load(self, works: Sequence[Work]) -> tuple[Counts, list[RowError]]:
        """One batch; the errors are of rows that only the database could judge."""
        self._cursor.execute(f"TRUNCATE {STAGING}")
        shared = self._copy(works)
        errors = self._refuse_unlicensed()
        for kind in ("subject", "movement"):
            keys = (key for work in works for key in getattr(work, f"{kind}s"))
            self._tags.add(self._cursor, kind, keys)
        self._cursor.execute(
            self._upsert, {"seller": self._target.seller_id, "state": self._target.state.value}
        )
        created, updated = self._cursor.fetchone()
        if shared and self._changes_artists:
            self._share()
        unchanged = len(works) - len(errors) - created - updated
        return Counts(created, updated, unchanged), errors

    def _copy(self, works: Iterable[Work]) -> bool:
        """COPY cannot stop for a question, so names become numbers first."""
        rows = [self._row(work) for work in works]
        with self._cursor.copy(f"COPY {STAGING} ({', '.join(TYPES)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        place = list(TYPES).index("other_artist_ids")
        return any(row[place] != "{}" for row in rows)

    def _row(self, work: Work) -> list[Any]:
        artists = self._artist_ids(work)
        own = {
            "artist_id": artists[0] if artists else None,
            "other_artist_ids": "{" + ",".join(map(str, artists[1:])) + "}",
            "city_id": self._cities.find_or_add(self._cursor, work.city),
            "subjects": array_text(work.subjects),
            "movements": array_text(work.movements),
        }
        values = work._asdict() | own
        return [values[name] for name in TYPES]

    def _artist_ids(self, work: Work) -> list[int]:
        names = work.artists
        if work.artist_ref:
            known = self.artists.find("", work.artist_ref)
            first = known or self.artists.add(
                self._cursor, names[0] if names else work.artist_ref, work.artist_ref
            )
            names = names[1:]
            return [first, *self._others(names, first)]
        return list(dict.fromkeys(self.artists.find_or_add(self._cursor, name) for name in names))

    def _others(self, names: Iterable[str], first: int) -> list[int]:
        found = dict.fromkeys(self.artists.find_or_add(self._cursor, name) for name in names)
        return [artist for artist in found if artist != first]

    def _refuse_unlicensed(self) -> list[RowError]:
        """A published work that the sheet now calls an antiquity, without a licence."""
        self._cursor.execute(
            f"DELETE FROM {STAGING} AS row USING marketplace_artwork AS work"  # noqa: S608  no outside text
            " WHERE work.seller_id = %s AND work.inventory_number = row.inventory_number"
            " AND work.state = 'published' AND row.antiquity = 'yes' AND row.antiquity_licence = ''"
            " RETURNING row.line",
            [self._target.seller_id],
        )
        reason = _(
            "A work over 100 years old is published only with the licence number of the Heritage Commission."
        )
        return [RowError(line, "", "", reason, "antiquity_licence") for (line,) in self._cursor.fetchall()]

    def _share(self) -> None:
        """The further artists of works that several made."""
        self._cursor.execute(SHARE_SQL, {"seller": self._target.seller_id})


SHARE_SQL: Final = f"""
WITH wanted AS (
    SELECT work.id AS artwork_id, one.artist_id, one.position
    FROM {STAGING} AS row
    JOIN marketplace_artwork AS work
        ON work.seller_id = %(seller)s AND work.inventory_number = row.inventory_number,
    unnest(row.other_artist_ids) WITH ORDINALITY AS one(artist_id, position)
), gone AS (
    DELETE FROM marketplace_artworkartist AS link USING wanted
    WHERE link.artwork_id = wanted.artwork_id AND NOT EXISTS (
        SELECT 1 FROM wanted AS kept
        WHERE kept.artwork_id = link.artwork_id AND kept.artist_id = link.artist_id AND kept.position = link.position)
)
INSERT INTO marketplace_artworkartist (artwork_id, artist_id, position)
SELECT artwork_id, artist_id, position FROM wanted
WHERE NOT EXISTS (
    SELECT 1 FROM marketplace_artworkartist AS link
    WHERE link.artwork_id = wanted.artwork_id AND link.artist_id = wanted.artist_id)
ON CONFLICT DO NOTHING
"""  # noqa: S608  no outside text


def changed_columns(mapping: Mapping) -> dict[str, bool]:
    """Columns that the sheet decides; True where an empty value leaves the old one (a text without a language)."""
    found: dict[str, bool] = {}
    for name in mapping.columns:
        if name in TEXTS:
            found |= {f"{name}_{code}": True for code in LANGUAGES}
        base = name[:-3] if name.endswith(("_ar", "_en")) else name
        for column in CHANGES.get(base, ()):
            found.setdefault(column, column in {"materials_ar", "materials_en"})
        if name in TYPES:
            found[name] = False
    found.pop("inventory_number", None)
    return found


def upsert_sql(changed: dict[str, bool], columns: Sequence[str]) -> str:
    """The statement for a batch; it answers how many works were created and how many changed.

    Rows that change nothing are left out beforehand: ON CONFLICT would lock, and so rewrite, each of them.
    """
    news = {name: _new_value(name, "EXCLUDED", keep_if_empty=keep) for name, keep in changed.items()}
    for base in TEXTS:
        if {f"{base}_ar", f"{base}_en"} & set(news):
            english = news.get(f"{base}_en", f"work.{base}_en")
            arabic = news.get(f"{base}_ar", f"work.{base}_ar")
            news[base] = f"COALESCE(NULLIF({english}, ''), {arabic}, '')"
    shown = ", ".join(f"COALESCE(NULLIF(fresh.{base}_en, ''), fresh.{base}_ar, '')" for base in TEXTS)
    update = (
        f"UPDATE SET {', '.join(f'{name} = {value}' for name, value in news.items())}, updated_at = now()"
    )
    return f"""
WITH done AS (
    INSERT INTO marketplace_artwork AS work (seller_id, {", ".join(columns)}, {", ".join(TEXTS)},
        hold_source, featured, state, published_at, created_at, updated_at)
    SELECT %(seller)s, {", ".join(f"fresh.{name}" for name in columns)}, {shown}, '', false, %(state)s,
        CASE WHEN %(state)s = 'published' THEN now() END, now(), now()
    FROM {STAGING} AS fresh
    LEFT JOIN marketplace_artwork AS work
        ON work.seller_id = %(seller)s AND work.inventory_number = fresh.inventory_number
        AND work.inventory_number > ''
    WHERE work.id IS NULL OR {_differs(changed)}
    ORDER BY fresh.line
    ON CONFLICT (seller_id, inventory_number) WHERE inventory_number > '' DO {update if changed else "NOTHING"}
    RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM done
"""  # noqa: S608  names of our own columns only


def _differs(changed: dict[str, bool]) -> str:
    """Whether the row says anything new of the work that is there."""
    if not changed:
        return "false"
    old = (f"COALESCE(work.{name}, '')" if _is_text(name) else f"work.{name}" for name in changed)
    new = (_new_value(name, "fresh", keep_if_empty=keep) for name, keep in changed.items())
    return f"({', '.join(old)}) IS DISTINCT FROM ({', '.join(new)})"


def _is_text(name: str) -> bool:
    return name[:-3] in TEXTS and name.endswith(("_ar", "_en"))


def _new_value(name: str, source: str, *, keep_if_empty: bool) -> str:
    fresh = f"{source}.{name}"
    if keep_if_empty:
        return f"COALESCE(NULLIF({fresh}, ''), work.{name}, '')"
    if name in FIRM_WHEN_HELD:
        return f"CASE WHEN work.availability IN ('on_hold', 'sold') THEN work.{name} ELSE {fresh} END"
    return fresh
