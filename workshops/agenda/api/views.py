"""The calendar for phones: the caller's own sessions, and the address that programs subscribe to."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api.conditional import Conditional
from core.api.pages import Cursor
from orders.api.views import caller
from workshops.agenda import queries, services
from workshops.agenda.api import serializers as shapes
from workshops.agenda.exceptions import KeyMissing
from workshops.agenda.services.keys import address_of
from workshops.models import Session

SIGNED_IN = (permissions.IsAuthenticated,)


class NextSession(Cursor):
    ordering = ("starts_at", "pk")


class CalendarKeyView(APIView):
    """The secret address of the caller's calendar."""

    permission_classes = SIGNED_IN

    @extend_schema(responses=shapes.KeySerializer, operation_id="calendar_key_retrieve")
    def get(self, request: Request) -> Response:
        """When it was made and last read; 404 where there is none."""
        key = queries.key_of(caller(request))
        if key is None:
            raise KeyMissing
        return Response(shapes.KeySerializer(key).data)

    @extend_schema(
        request=shapes.NewKeySerializer,
        responses={201: shapes.MadeKeySerializer},
        operation_id="calendar_key_create",
    )
    def post(self, request: Request) -> Response:
        """A new address, told in this answer only; the one before it ends at once."""
        form = shapes.NewKeySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        language = form.validated_data.get("language", "")
        key, secret = services.make_key(user=caller(request), language=language)
        answer = {**shapes.KeySerializer(key).data, "address": address_of(secret)}
        return Response(answer, status=201, headers={"Cache-Control": "no-store"})

    @extend_schema(responses={204: None}, operation_id="calendar_key_destroy")
    def delete(self, request: Request) -> Response:
        """Switches it off; 404 where there is none."""
        services.remove_key(user=caller(request))
        return Response(status=204)


class SessionList(Conditional, generics.ListAPIView[Session]):
    """The sessions for which the caller has a valid seat and that are not over, next first."""

    permission_classes = SIGNED_IN
    pagination_class = NextSession
    serializer_class = shapes.MySessionSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Session]:
        return queries.mine(self.request.user).filter(ends_at__gt=clock.now())
