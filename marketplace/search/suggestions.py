"""What the search box offers while somebody types: artists, subjects, works, and what other rooms have.

Four small queries, and one for each room that registered with marketplace.search.sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, When
from django.db.models.functions import Length
from django.utils.http import urlencode

from core.arabic import light, name_key
from marketplace.models import Artist, ArtworkSearch, Tag
from marketplace.queries import published
from marketplace.search.sources import found_elsewhere
from marketplace.search.words import Token, tokens

SHORTEST: Final = 2
EACH: Final = 5
ENOUGH_SOUNDS: Final = 3
LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is "artist", "subject", "work" or another room's ("event").

    `url` is where it leads (a subject: the query that finds it).
    """

    kind: str
    label: str
    url: str


def search_suggestions(text: str, *, limit: int = EACH) -> list[Suggestion]:
    """Nothing below two letters. The last word may be unfinished."""
    asked = tokens(text)
    if not asked or len("".join(token.text for token in asked)) < SHORTEST:
        return []
    own = [*_artists(asked, limit), *_subjects(text, limit), *_works(asked, limit)]
    return [*own, *found_elsewhere(text, limit)]


def _artists(asked: list[Token], limit: int) -> list[Suggestion]:
    """By the letters of either name; by the consonants in the other script where they are enough to tell."""
    typed = " ".join(token.text for token in asked)
    first = Q(name_en__istartswith=typed) | Q(name_ar__startswith=typed)
    named = first | Q(name_en__icontains=f" {typed}") | Q(name_ar__contains=f" {typed}")
    keys = name_key(typed).split()
    if keys and len("".join(keys)) >= ENOUGH_SOUNDS:
        named |= Q(name_key__contains=keys)
    shown = Exists(published().filter(artist=OuterRef("pk")))
    found = Artist.objects.filter(named).filter(shown)
    found = found.annotate(near=Case(When(first, then=0), When(named, then=1), output_field=IntegerField()))
    rows = found.order_by("near", Length("name"), "slug")[:limit]
    return [Suggestion("artist", str(artist.name), artist.get_absolute_url()) for artist in rows]


def _subjects(text: str, limit: int) -> list[Suggestion]:
    typed = text.strip()
    named = Q(name_en__istartswith=typed) | Q(name_ar__startswith=typed)
    tags = Tag.objects.filter(named).order_by(Length("key"), "key")[:limit]
    return [Suggestion("subject", str(tag.name), f"?{urlencode([(tag.kind, tag.key)])}") for tag in tags]


def _works(asked: list[Token], limit: int) -> list[Suggestion]:
    """A handful of those found is enough: sorting thousands for five lines is not."""
    entries = ArtworkSearch.objects.all()
    for place, token in enumerate(asked):
        entries = entries.filter(vector=_words(token, unfinished=place == len(asked) - 1))
    some = list(entries.values_list("pk", flat=True)[:LOOKED_AT])
    shown = published().filter(pk__in=some).order_by("-published_at", "-pk")
    titled = {str(work.title): work for work in reversed(shown[: limit * 4])}
    return [
        Suggestion("work", title, work.get_absolute_url()) for title, work in list(titled.items())[-limit:]
    ]


def _words(token: Token, *, unfinished: bool) -> Any:
    text = light(token.text) if token.is_arabic else token.text
    config = "simple" if token.is_arabic else "english"
    if not unfinished:
        return SearchQuery(text, config=config)
    # An unfinished word is too short for the article to be told by rule: here it is simply left out.
    stem = text.removeprefix("ال") if token.is_arabic else text
    letters = "".join(char for char in stem if char.isalnum())
    return SearchQuery(f"{letters}:*", config="simple", search_type="raw")
