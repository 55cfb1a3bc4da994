"""The catalogue for phones: read only; filters are those of the site's own browse page."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics

from core.api.conditional import Conditional
from core.api.pages import Cursor
from marketplace import queries
from marketplace.api import serializers
from marketplace.models import Artist, Artwork, Gallery
from marketplace.search.browse import CHOICES, NUMBERS, SLUGS, TAGS, parse
from marketplace.search.results import browse

FILTERS = [
    OpenApiParameter("q", str, description="Words in either script; Latin finds Arabic names and back."),
    *(OpenApiParameter(name, str, many=True, enum=list(choices.values)) for name, choices in CHOICES.items()),
    *(OpenApiParameter(name, str, many=True) for name in (*SLUGS, *TAGS)),
    *(OpenApiParameter(name, int) for name in NUMBERS),
]


class NewestWorks(Cursor):
    ordering = ("-published_at", "-pk")


class BySlug(Cursor):
    ordering = "slug"


@extend_schema(parameters=FILTERS)
class ArtworkList(Conditional, generics.ListAPIView[Artwork]):
    """Published works, newest first. A filter that cannot be understood is a problem, not ignored."""

    serializer_class = serializers.ArtworkSerializer
    pagination_class = NewestWorks
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Artwork]:
        found = browse(parse(self.request.GET)).found
        return queries.with_card(found)


class ArtworkDetail(Conditional, generics.RetrieveAPIView[Artwork]):
    """One work with everything that its page shows."""

    serializer_class = serializers.ArtworkDetailSerializer

    def get_queryset(self) -> QuerySet[Artwork]:
        return queries.with_details(queries.visible_to(self.request.user))


class _Artists(Conditional, generics.GenericAPIView[Artist]):
    pagination_class = BySlug
    filter_backends = ()
    lookup_field = "slug"
    serializer_class = serializers.ArtistSerializer

    def get_queryset(self) -> QuerySet[Artist]:
        return queries.annotate_public_works(Artist.objects.select_related("city"))


class _Galleries(Conditional, generics.GenericAPIView[Gallery]):
    pagination_class = BySlug
    filter_backends = ()
    lookup_field = "slug"
    serializer_class = serializers.GallerySerializer

    def get_queryset(self) -> QuerySet[Gallery]:
        return queries.annotate_public_works(Gallery.objects.select_related("city"), "seller__artworks")


class ArtistList(_Artists, generics.ListAPIView[Artist]):
    """Artists in the order of their address names."""


class ArtistDetail(_Artists, generics.RetrieveAPIView[Artist]):
    """One artist."""


class GalleryList(_Galleries, generics.ListAPIView[Gallery]):
    """Galleries in the order of their address names."""


class GalleryDetail(_Galleries, generics.RetrieveAPIView[Gallery]):
    """One gallery."""
