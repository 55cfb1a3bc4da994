"""The programme for phones: read only; filters are those of the site's own pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request

from core import clock
from core.api.conditional import Conditional
from core.api.pages import Cursor
from workshops import queries, search, shown
from workshops.api import serializers
from workshops.filters import CHOICES, PAST, PRICES, strictly
from workshops.models import Event
from workshops.views.public.page import whole

FILTERS = [
    OpenApiParameter("q", str, description="Words in either script; Latin finds Arabic names and back."),
    *(OpenApiParameter(name, str, many=True, enum=list(choices.values)) for name, choices in CHOICES.items()),
    OpenApiParameter("city", str, many=True),
    OpenApiParameter("month", str, many=True, description="2026-12: runs that begin in that month."),
    OpenApiParameter("free", str, enum=["1"]),
    *(OpenApiParameter(name, int, description="In whole riyals.") for name in PRICES),
    OpenApiParameter("when", str, enum=[PAST], description="Past and cancelled instead of what is to come."),
]


class NextFirst(Cursor):
    """Looking back, the newest entries come first."""

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        return ("-pk",) if request.query_params.get("when") == PAST else ("next_at", "pk")


@extend_schema(parameters=FILTERS)
class EventList(Conditional, generics.ListAPIView[Event]):
    """Published events that are to come, next first. A filter that cannot be understood is a problem."""

    serializer_class = serializers.ProgrammeEventSerializer
    pagination_class = NextFirst
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Event]:
        return search.find(strictly(self.request.GET))


class EventDetail(Conditional, generics.RetrieveAPIView[Event]):
    """One event with its runs, sessions, ticket types, and the seats that are left."""

    serializer_class = serializers.EventDetailSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Event]:
        return whole(shown.dressed(queries.visible_to(self.request.user), clock.now()))
