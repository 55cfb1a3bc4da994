"""Names of artists and cities turned into rows: found where they are known, added where they are not.

One index is made for an import and lives as long as it does; it holds as many entries as there are artists and
cities. A name is the same when it is the same folded text: the name key of core.arabic only finds, never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.utils.text import slugify

from core.arabic import fold, name_key, romanise
from marketplace.imports.cells import is_arabic
from marketplace.vocabulary import names_of

Cursor = Any


def same_name(text: str) -> str:
    return " ".join(fold(text).casefold().split())


def name_keys(*names: str | None) -> list[str]:
    """The keys of all the words of the names, each once."""
    return list(dict.fromkeys(key for name in names if name for key in name_key(name).split()))


def latin_slug(name: str, fallback: str) -> str:
    return slugify(romanise(name) if is_arabic(name) else name)[:100].strip("-") or fallback


@lru_cache(maxsize=65536)
def array_text(items: tuple[str, ...]) -> str:
    """PostgreSQL's array literal; made here once instead of by the driver each time."""
    quoted = (item.replace("\\", "\\\\").replace('"', '\\"') for item in items)
    return "{" + ",".join(f'"{item}"' for item in quoted) + "}"


class Slugs:
    """Address parts that are taken; the second "ahmad-ali" becomes "ahmad-ali-2"."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def fresh(self, wanted: str) -> str:
        slug, number = wanted, 1
        while slug in self._taken:
            number += 1
            slug = f"{wanted}-{number}"
        self._taken.add(slug)
        return slug


class NewArtist(NamedTuple):
    name: str
    ref: str = ""
    born: int | None = None
    died: int | None = None


ADD_ARTISTS: Final = """
INSERT INTO marketplace_artist (name, name_ar, name_en, slug, name_key, source_id, birth_year, death_year,
    bio, nationality, created_at)
SELECT name, name_ar, name_en, slug, name_key::varchar[], source_id, born, died, '', '', now()
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[])
    AS fresh(name, name_ar, name_en, slug, name_key, source_id, born, died)
RETURNING id, name, source_id
"""


class ArtistIndex:
    def __init__(self, cursor: Cursor) -> None:
        cursor.execute("SELECT id, source_id, name_ar, name_en, slug FROM marketplace_artist")
        rows = cursor.fetchall()
        self._by_ref = {row[1]: row[0] for row in rows if row[1]}
        self._by_name: dict[str, int] = {}
        for row in rows:
            for name in row[2:4]:
                if name:
                    self._by_name.setdefault(same_name(name), row[0])
        self._slugs = Slugs(row[4] for row in rows)
        self.added = 0

    def find(self, name: str, ref: str = "") -> int | None:
        """By the number in the source where there is one, by the name else."""
        return self._by_ref.get(ref) if ref else self._by_name.get(same_name(name))

    def find_or_add(self, cursor: Cursor, name: str, ref: str = "") -> int:
        return self.find(name, ref) or self.add(cursor, name, ref)

    def add(self, cursor: Cursor, name: str, ref: str = "") -> int:
        self.add_all(cursor, [NewArtist(name, ref)])
        found = self.find(name, ref)
        assert found is not None  # noqa: S101  it was added a line above
        return found

    def add_all(self, cursor: Cursor, artists: Sequence[NewArtist]) -> None:
        """In one statement; the first of two that share a number or, without one, a name is kept."""
        rows = [
            (
                one.name,
                one.name if is_arabic(one.name) else None,
                None if is_arabic(one.name) else one.name,
                self._slugs.fresh(latin_slug(one.name, "artist")),
                array_text(tuple(name_keys(one.name))),
                one.ref,
                one.born,
                one.died,
            )
            for one in artists
        ]
        cursor.execute(ADD_ARTISTS, [list(column) for column in zip(*rows, strict=True)])
        for artist_id, name, ref in cursor.fetchall():
            self._by_name.setdefault(same_name(name), artist_id)
            if ref:
                self._by_ref[ref] = artist_id
        self.added += len(rows)


class CityIndex:
    def __init__(self, cursor: Cursor, country: str) -> None:
        cursor.execute("SELECT id, name_ar, name_en, slug FROM marketplace_city")
        rows = cursor.fetchall()
        self._by_name = {same_name(name): row[0] for row in rows for name in row[1:3] if name}
        self._slugs = Slugs(row[3] for row in rows)
        self._country = country

    def find_or_add(self, cursor: Cursor, name: str) -> int | None:
        if not name:
            return None
        found = self._by_name.get(same_name(name))
        return found if found is not None else self._add(cursor, name)

    def _add(self, cursor: Cursor, name: str) -> int:
        language = "ar" if is_arabic(name) else "en"
        cursor.execute(
            f"INSERT INTO marketplace_city (name, name_{language}, slug, country)"  # noqa: S608  a language code
            " VALUES (%s, %s, %s, %s) RETURNING id",
            [name, name, self._slugs.fresh(latin_slug(name, "city")[:70]), self._country],
        )
        city_id = int(cursor.fetchone()[0])
        self._by_name[same_name(name)] = city_id
        return city_id


class TagIndex:
    """Subjects and movements enter the vocabulary once."""

    def __init__(self, cursor: Cursor) -> None:
        cursor.execute("SELECT kind, key FROM marketplace_tag")
        self._known = set(cursor.fetchall())

    def add(self, cursor: Cursor, kind: str, keys: Iterable[str]) -> None:
        fresh = [key for key in dict.fromkeys(keys) if (kind, key) not in self._known]
        if not fresh:
            return
        arabic, latin = zip(*(names_of(key, arabic=is_arabic(key)) for key in fresh), strict=True)
        cursor.execute(
            "INSERT INTO marketplace_tag (kind, key, name, name_ar, name_en)"
            " SELECT %s, key, key, ar, en FROM unnest(%s::text[], %s::text[], %s::text[]) AS fresh(key, ar, en)"
            " ON CONFLICT DO NOTHING",
            [kind, fresh, list(arabic), list(latin)],
        )
        self._known.update((kind, key) for key in fresh)
