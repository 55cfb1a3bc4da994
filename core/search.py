"""Arabic folding inside PostgreSQL, for generated columns, indexes and queries.

`ar_fold` and `ar_light` are made by the migration core.0002 from the tables of core.folding; a change of the
tables needs a new migration and a rewrite of all that is indexed. A test compares both on random text.
Both are IMMUTABLE, STRICT and PARALLEL SAFE.
"""

from __future__ import annotations

from django.db.models import Func, TextField

from core.folding import AFFIXES, CHANGED, DROPPED, INTO


class ArFold(Func):
    """core.folding.fold in SQL: `ArFold("title_ar")`, `ArFold(Value(query))`."""

    function = "ar_fold"
    arity = 1
    output_field = TextField()


class ArLight(Func):
    """core.folding.light in SQL."""

    function = "ar_light"
    arity = 1
    output_field = TextField()


def fold_sql() -> str:
    """CREATE FUNCTION ar_fold: NFKC, then one `translate` that changes letters and drops marks."""
    return _create("ar_fold", f"translate(normalize($1, NFKC), '{CHANGED}{DROPPED}', '{INTO}')")


def light_sql() -> str:
    """CREATE FUNCTION ar_light over ar_fold: the affix rules, one after the other."""
    body = "ar_fold($1)"
    for pattern in AFFIXES:
        body = f"regexp_replace({body}, '{pattern}', '', 'g')"
    return _create("ar_light", body)


def _create(name: str, body: str) -> str:
    """With a parsed body (RETURN), so that names are resolved now and not by some later search path."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}(text) RETURNS text "
        f"LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN {body}"
    )
