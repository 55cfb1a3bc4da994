"""Consents for phones: where the caller stands, a yes, a no, and every answer of the past."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compliance.consents import queries, services
from compliance.consents.api import serializers as shapes
from compliance.consents.enums import Means
from compliance.consents.models import Consent
from compliance.consents.origins import origin_of
from compliance.consents.parties import Party
from core.api.pages import Cursor

SIGNED_IN = (permissions.IsAuthenticated,)


class ConsentList(APIView):
    """Every purpose, whether the caller agrees to it, and the words to show."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={200: shapes.ConsentStandingSerializer(many=True)}, operation_id="consents_list")
    def get(self, request: Request) -> Response:
        rows: Any = queries.standing(request.user)
        return Response(shapes.ConsentStandingSerializer(rows, many=True).data)

    @extend_schema(
        request=shapes.ConsentAnswerSerializer,
        responses={200: shapes.ConsentStandingSerializer(many=True)},
        operation_id="consents_answer",
    )
    def post(self, request: Request) -> Response:
        """A yes or a no to one purpose; takes effect at once. Somebody under eighteen needs the guardian's page."""
        form = shapes.ConsentAnswerSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        verb = services.give if given["given"] else services.withdraw
        verb(
            party=Party(user=request.user),
            purpose=given["purpose"],
            words=given["words"],
            language=given["language"],
            origin=origin_of(request, Means.API),
        )
        return self.get(request)


class NewestConsents(Cursor):
    ordering = ("-pk",)


class ConsentHistory(generics.ListAPIView[Consent]):
    """The caller's answers, newest first, with the words they were shown."""

    permission_classes = SIGNED_IN
    pagination_class = NewestConsents
    serializer_class = shapes.ConsentEntrySerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Consent]:
        return queries.history(self.request.user)
