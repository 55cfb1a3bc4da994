"""Finding events: an EventQuery as conditions, words in both scripts, and what the site's search box offers.

The programme is some thousands of rows, not sixty thousand: words are looked for in folded text, without an index.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Lower
from django.utils import timezone, translation

from core import clock
from core.arabic import light, name_key
from core.search import ArLight
from marketplace.models import City
from marketplace.models.artwork import RANK_RATES
from marketplace.search.suggestions import SHORTEST, Suggestion
from marketplace.search.words import SHORTEST_KEY, Token, tokens
from workshops import shown
from workshops.enums import Category, EventKind, Level, TeachingLanguage
from workshops.filters import EventQuery
from workshops.models import Event, Run

HALALAS: Final = 100
TEXTS: Final = (
    *("title_ar", "title_en", "summary_ar", "summary_en", "description_ar", "description_en"),
    *("artist__name_ar", "artist__name_en", "seller__name_ar", "seller__name_en"),
    *("venue__name_ar", "venue__name_en", "venue__city__name_ar", "venue__city__name_en"),
)


def find(query: EventQuery, *, kinds: tuple[str, ...] = (), now: datetime | None = None) -> QuerySet[Event]:
    """The events that an address asks for, dressed for cards; next first, or the latest first when looking back.

    `kinds` holds a page to some kinds whatever the address says.
    """
    moment = now or clock.now()
    events = shown.over(moment) if query.is_past else shown.coming(moment, _in_months(query))
    if kinds:
        events = events.filter(kind__in=kinds)
    return _priced(_narrowed(_worded(events, query.q), query), query)


def _in_months(query: EventQuery) -> Q:
    """Runs that begin in one of the months, by the reader's calendar."""
    return reduce(
        or_, (Q(starts_at__gte=low, starts_at__lt=high) for low, high in map(_span, query.month)), Q()
    )


def _span(month: str) -> tuple[datetime, datetime]:
    year, number = map(int, month.split("-"))
    zone = timezone.get_current_timezone()
    after = (year + 1, 1) if number == 12 else (year, number + 1)  # noqa: PLR2004 - December
    return datetime(year, number, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


def _narrowed(events: QuerySet[Event], query: EventQuery) -> QuerySet[Event]:
    """What suits everybody suits beginners too; what is held in both languages is held in either."""
    columns = {
        "kind__in": query.kind,
        "category__in": query.category,
        "level__in": (*query.level, Level.ALL) if query.level else (),
        "teaching_language__in": (*query.language, TeachingLanguage.BOTH) if query.language else (),
        "place__in": query.place,
        "venue__city__slug__in": query.city,
    }
    events = events.filter(**{column: chosen for column, chosen in columns.items() if chosen})
    if query.is_past and query.month:
        events = events.filter(Exists(Run.objects.filter(_in_months(query), event=OuterRef("pk"))))
    return events


def _priced(events: QuerySet[Event], query: EventQuery) -> QuerySet[Event]:
    """Prices of all currencies are compared in riyals; what is free has the price nought."""
    if query.free:
        events = events.filter(Q(price_from=0) | Q(price_from__isnull=True))
    if query.price_from is None and query.price_to is None:
        return events
    rates = (When(currency=code, then=Value(rate)) for code, rate in RANK_RATES.items())
    rate = Case(*rates, default=Value(Decimal(1)), output_field=DecimalField(max_digits=8, decimal_places=4))
    priced = events.annotate(in_riyals=F("price_from") * rate)
    if query.price_from is not None:
        priced = priced.filter(in_riyals__gte=query.price_from * HALALAS)
    if query.price_to is not None:
        cheap = Q(in_riyals__lte=query.price_to * HALALAS)
        priced = priced.filter(cheap | Q(price_from__isnull=True) if not query.price_from else cheap)
    return priced


def _worded(events: QuerySet[Event], text: str) -> QuerySet[Event]:
    """Every word somewhere: in the texts, a name, a city, or as what the category or kind is called."""
    asked = tokens(text)
    if not asked:
        return events
    texts = Concat(*(part for name in TEXTS for part in (F(name), Value(" "))), output_field=TextField())
    worded = events.annotate(texts=ArLight(Lower(texts)))
    return worded.filter(reduce(and_, map(_word, asked)))


def _word(token: Token) -> Q:
    stem = light(token.text).lower()
    found = (
        Q(texts__contains=stem)
        | Q(category__in=_called(Category, stem))
        | Q(kind__in=_called(EventKind, stem))
    )
    keys = [key for key in name_key(token.text).split() if len(key) >= SHORTEST_KEY]
    return found | Q(artist__name_key__contains=keys) if keys else found


def _called(choices: Any, stem: str) -> list[str]:
    """The choices of which a name in either language holds the word."""
    found = []
    for language in ("ar", "en"):
        with translation.override(language):
            found += [choice.value for choice in choices if stem in light(str(choice.label)).lower()]
    return found


def suggest(text: str, limit: int) -> list[Suggestion]:
    """For the site's search box: what is to come, by the words of its title. One query."""
    asked = tokens(text)
    if len("".join(token.text for token in asked)) < SHORTEST:
        return []
    texts = ArLight(Lower(Concat("title_ar", Value(" "), "title_en", output_field=TextField())))
    events = shown.coming(timezone.now()).annotate(texts=texts)  # the web's own clock is near enough here
    for token in asked:
        events = events.filter(texts__contains=light(token.text).lower())
    return [Suggestion("event", str(event.title), event.get_absolute_url()) for event in events[:limit]]


def cities(kinds: tuple[str, ...] = ()) -> dict[str, str]:
    """The cities in which there is or was something, by address part, in the order of their names. One query."""
    public = shown.public().filter(venue__city=OuterRef("pk"))
    places = City.objects.filter(Exists(public.filter(kind__in=kinds) if kinds else public))
    named = {city.slug: str(city.name) for city in places}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))
