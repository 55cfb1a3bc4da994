"""What the catalogue holds about people: artists who sell here themselves, and their works.

Other artists stand in the catalogue for their public work, mostly long dead; nobody's account leads to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt
from marketplace.enums import PublicationState
from marketplace.models import Artist, Artwork, SearchWord
from orders.alone import sellers_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from compliance.subjects import Subject

LANGUAGES: Final = ("", "_ar", "_en")
TOLD: Final = tuple(
    f"{field}{language}" for field in ("description", "provenance", "credit_line") for language in LANGUAGES
)
# Where other people's words about a work may name its collector.
NAMING: Final = tuple(f"provenance{language}" for language in LANGUAGES)
# As the triggers learn words (migration search_triggers).
WORDS: Final = """
    SELECT DISTINCT word FROM unnest(%s::text[]) AS name,
        unnest(tsvector_to_array(to_tsvector('simple', ar_fold(lower(unaccent(name)))))) AS word
"""


def _artists(subject: Subject) -> QuerySet[Artist]:
    return Artist.objects.filter(seller__in=sellers_alone(subject))


def _works(subject: Subject) -> QuerySet[Artwork]:
    return Artwork.objects.filter(seller__in=sellers_alone(subject))


def _words(subject: Subject) -> QuerySet[SearchWord]:
    """Words of the person's names that no other artist has."""
    mine = _artists(subject)
    names = [name for row in mine.values_list("name_ar", "name_en") for name in row if name]
    if not names:
        return SearchWord.objects.none()
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [names])
        words = [word for (word,) in cursor.fetchall()]
    others = Artist.objects.exclude(pk__in=mine)
    shared = [w for w in words if others.filter(Q(name_ar__icontains=w) | Q(name_en__icontains=w)).exists()]
    return SearchWord.objects.filter(word__in=set(words) - set(shared))


def _named(name: str, empty: object) -> Callable[[Artist], object]:
    """Whoever made a work that others bought or show is named beside it; else the name goes."""
    return lambda artist: getattr(artist, name) if _in_others_hands(artist) else empty


def _in_others_hands(artist: Artist) -> bool:
    return bool(artist.seller and artist.seller.orders.filter(paid_at__isnull=False).exists()) or (
        artist.artworks.exclude(seller=artist.seller).exists()
    )


def _unless_sold(name: str, empty: object) -> Callable[[Artwork], object]:
    return lambda work: getattr(work, name) if work.availability == "sold" else empty


declare(
    model="marketplace.Artist",
    subject="",
    fields=[
        *("name", "name_ar", "name_en", "bio", "bio_ar", "bio_en", "slug", "name_key"),
        *("nationality", "birth_year", "death_year"),
    ],
    purpose=_("To show who made a work. Artists who sell here alone are people with an account."),
    basis=Basis.CONTRACT,
    retention=_("As long as works of the artist stand in the catalogue or in the books of their buyers."),
    export=_("The artist's page that is yours, with its names, its life and its words."),
    erase=_(
        "The life and the words go; the name stays only beside works that others bought, as their maker's."
    ),
    finder=_artists,
    deed=deeds.keep(
        "authorship",
        since="created_at",
        now={
            **{f"bio{language}": "" for language in LANGUAGES},
            **{f"name{language}": _named(f"name{language}", deeds.MARK) for language in LANGUAGES},
            "name_key": _named("name_key", []),
            "slug": lambda artist: artist.slug if _in_others_hands(artist) else f"artist-{artist.pk}",
            "source_id": "",
            "birth_year": None,
            "city": None,
        },
    ),
    mentions=("bio", "bio_ar", "bio_en"),
)
declare(
    model="marketplace.Artwork",
    subject="",
    fields=[*TOLD, "inventory_number"],
    purpose=_("To show and sell works, with what is known of their way."),
    basis=Basis.CONTRACT,
    retention=_("As long as the work stands in the catalogue, and ten years after it was sold."),
    export=_("Every work of the seller that is you alone, with its words and its pictures."),
    erase=_("Taken out of the catalogue; what you wrote about works that were not sold goes."),
    finder=_works,
    deed=deeds.keep(
        "sellers",
        since="created_at",
        now={
            **{name: _unless_sold(name, "") for name in TOLD},
            "inventory_number": "",
            "source_url": "",
            "state": PublicationState.ARCHIVED,
        },
    ),
    mentions=NAMING,
)
declare(
    model="marketplace.SearchWord",
    subject="",
    fields=["word"],
    purpose=_("To find a name although it was mistyped."),
    basis=Basis.LEGITIMATE,
    retention=_("As long as a name or a title in the catalogue holds the word."),
    export=_("Not exported: it repeats words of your name."),
    erase=_("Words that only your name held are deleted."),
    finder=_words,
    deed=deeds.delete(),
    exported=False,
)
exempt("marketplace.ArtworkSearch", _("The words of a work in another order; the database follows the work."))
exempt(
    "marketplace.ArtworkImage",
    _("A picture of a work; who uploaded it is declared with the picture itself."),
)
exempt(
    "marketplace.ArtworkArtist", _("Who else made a work: the artists are declared, this only joins them.")
)
exempt("marketplace.CollectionItem", _("That a work stands in a collection; it names no person."))
