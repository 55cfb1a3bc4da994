"""From typed words to a full-text query over both languages.

Latin words go through `unaccent` and the English stemmer, Arabic ones through `ar_light`; the name key of
core.arabic finds a name written in the other script. What finds too little is widened step by step: first name keys
for every word, then the nearest known words for mistyped ones (trigrams, over the small vocabulary only).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchQueryField
from django.db import connection, transaction
from django.db.models import Func, TextField, Value

from core.arabic import fold, light, name_key
from core.bidi import clean_line
from core.digits import western
from core.search import ArLight
from marketplace.models import ArtworkSearch, SearchWord, Tag

LONGEST: Final = 200
MOST_WORDS: Final = 12
ENOUGH: Final = 12  # fewer finds than this are widened
SHORTEST_KEY: Final = 2
SIMILAR: Final = 0.2
_TOKEN: Final = re.compile(r'"([^"]+)"|([^\s"]+)')
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_EDGES: Final = re.compile(r"^[^\w]+|[^\w]+$")


class Unaccent(Func):
    function = "unaccent"
    arity = 1
    output_field = TextField()


class Lexeme(SearchQueryCombinable, Func):  # type: ignore[misc]  # as Django's own SearchQuery
    """One lexeme exactly as it stands in the index, past every parser."""

    template = "%(expressions)s::tsquery"
    output_field = SearchQueryField()
    config = None

    def __init__(self, lexeme: str) -> None:
        quoted = lexeme.replace("\\", "\\\\").replace("'", "''")
        super().__init__(Value(f"'{quoted}'"))


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    phrase: bool = False

    @property
    def is_arabic(self) -> bool:
        return bool(_ARABIC.search(self.text))


@dataclass(frozen=True, slots=True)
class Finding:
    """`query` is None when nothing was asked; `instead` says which words stand in for mistyped ones."""

    query: Any = None
    instead: str = ""


def tokens(text: str) -> list[Token]:
    """Words, and "phrases in quotation marks"; at most twelve, of at most 200 letters in all."""
    plain = western(clean_line(text))[:LONGEST]
    found = []
    for match in _TOKEN.finditer(plain):
        if match[1] and match[1].strip():
            found.append(Token(match[1].strip(), phrase=" " in match[1].strip()))
        elif match[2] and (word := _EDGES.sub("", match[2])):
            found.append(Token(word))
    return found[:MOST_WORDS]


def find(text: str) -> Finding:
    """The query for what was typed, widened as far as it needs; three queries at most, each of a few rows."""
    asked = tokens(text)
    if not asked:
        return Finding()
    tags = _tag_phrases(asked)
    exact = _all(asked, tags, keys=False)
    if _found(exact) >= ENOUGH:
        return Finding(exact)
    wide = _all(asked, tags, keys=True)
    if _found(wide) > 0:
        return Finding(wide)
    mended = _mended(asked)
    if mended == asked:
        return Finding(wide)
    return Finding(_all(mended, tags, keys=True), " ".join(token.text for token in mended))


def _all(asked: list[Token], tags: dict[str, list[str]], *, keys: bool) -> Any:
    return reduce(and_, (_one(token, tags.get(token.text, []), keys=keys) for token in asked))


def _one(token: Token, tags: list[str], *, keys: bool) -> Any:
    """The word itself, or its tag in the other language, or (for names) its consonants."""
    ways = [_literal(token)]
    ways += [SearchQuery(Unaccent(Value(tag)), config="english", search_type="phrase") for tag in tags]
    if (keys or token.is_arabic) and (key := _key(token)) is not None:
        ways.append(key)
    return reduce(or_, ways)


def _literal(token: Token) -> Any:
    kind = "phrase" if token.phrase else "plain"
    if token.is_arabic:
        return SearchQuery(ArLight(Value(token.text)), config="simple", search_type=kind)
    return SearchQuery(Unaccent(Value(token.text)), config="english", search_type=kind)


def _key(token: Token) -> Any:
    parts = [key for key in name_key(token.text).split() if len(key) >= SHORTEST_KEY]
    return reduce(and_, (Lexeme(f"~{key}") for key in parts)) if parts else None


def _found(query: Any) -> int:
    """How many, up to ENOUGH."""
    return len(ArtworkSearch.objects.filter(vector=query).values_list("pk")[:ENOUGH])


def _tag_phrases(asked: list[Token]) -> dict[str, list[str]]:
    """Subjects and movements are kept under one key; an Arabic word finds those whose Arabic name it is."""
    stems = {light(token.text): token.text for token in asked if token.is_arabic}
    if not stems:
        return {}
    named = Tag.objects.annotate(stem=ArLight("name_ar")).filter(stem__in=stems).exclude(name_en=None)
    found: dict[str, list[str]] = {}
    for stem, key in named.order_by("kind", "key").values_list("stem", "key")[:MOST_WORDS]:
        found.setdefault(stems[stem], []).append(key)
    return found


NEAREST: Final = """
SELECT asked.place, near.word
FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place),
LATERAL (
    SELECT known.word FROM marketplace_searchword AS known
    WHERE known.word %% asked.word AND abs(length(known.word) - length(asked.word)) <= 2
    ORDER BY similarity(known.word, asked.word) DESC, known.word
    LIMIT 40
) AS near
"""


def _mended(asked: list[Token]) -> list[Token]:
    """Each word that is in no title, name or tag gives way to the nearest one that is."""
    words = [fold(token.text).lower() for token in asked]
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    unknown = [place for place, word in enumerate(words) if word not in known and not asked[place].phrase]
    if not unknown:
        return asked
    near = _nearest([words[place] for place in unknown])
    better = {place: near[words[place]] for place in unknown if words[place] in near}
    return [Token(better[place]) if place in better else token for place, token in enumerate(asked)]


def _nearest(words: list[str]) -> dict[str, str]:
    """Trigrams gather some forty words each, the number of slips of the hand chooses among them."""
    candidates: dict[str, list[str]] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(SIMILAR)])
        cursor.execute(NEAREST, [words])
        for place, word in cursor.fetchall():
            candidates.setdefault(words[place - 1], []).append(word)
    found = {}
    for word, others in candidates.items():
        slips, best = min(((slips_between(word, other), other) for other in others), key=lambda pair: pair[0])
        if slips <= 1 + len(word) // 5:
            found[word] = best
    return found


def slips_between(left: str, right: str) -> int:
    """Letters added, dropped, exchanged, or two neighbours that changed places (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(right, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
