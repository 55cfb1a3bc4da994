"""One's own data-subject requests for phones. Somebody else's does not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request as Call
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from compliance.rights import queries, services
from compliance.rights.api import serializers as shapes
from compliance.rights.enums import Channel, Right
from compliance.rights.exceptions import RequestMissing
from compliance.rights.models import Request
from core.api.pages import Cursor

SIGNED_IN = (permissions.IsAuthenticated,)


class AsksOfPerson(UserRateThrottle):
    """As on the pages: so many new requests an hour."""

    scope = "data_requests"
    rate = "20/hour"

    def allow_request(self, request: Any, view: Any) -> bool:
        return request.method != "POST" or bool(super().allow_request(request, view))


class NewestDataRequests(Cursor):
    ordering = ("-received_at", "-pk")


class DataRequestList(generics.ListAPIView[Request]):
    """The caller's requests, newest first."""

    permission_classes = SIGNED_IN
    pagination_class = NewestDataRequests
    serializer_class = shapes.DataRequestSerializer
    filter_backends = ()
    throttle_classes = (*generics.ListAPIView.throttle_classes, AsksOfPerson)

    def get_queryset(self) -> QuerySet[Request]:
        return queries.of_person(self.request.user)

    @extend_schema(
        request=shapes.AskDataRequestSerializer,
        responses={201: shapes.DataRequestDetailSerializer},
        operation_id="data_request_create",
    )
    def post(self, request: Call) -> Response:
        """Ask. The term runs from now; `answer_by` says until when."""
        form = shapes.AskDataRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        made = services.open_request(
            user=request.user,
            right=Right(given["right"]),
            details=given.get("details", ""),
            corrections=given.get("corrections", []),
            about=_about(request, given.get("about", "")),
            channel=Channel.API,
        )
        return _whole(request, made.number, status=201)


class DataRequestDetail(APIView):
    """One request of the caller's."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={200: shapes.DataRequestDetailSerializer}, operation_id="data_request")
    def get(self, request: Call, number: str) -> Response:
        return _whole(request, number)


class DataRequestTakeBack(APIView):
    """The person does not want it any more."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=None,
        responses={200: shapes.DataRequestDetailSerializer},
        operation_id="data_request_take_back",
    )
    def post(self, request: Call, number: str) -> Response:
        found = get_object_or_404(queries.of_person(request.user), number=number)
        services.take_back(request=found, user=request.user)
        return _whole(request, number)


def _about(request: Call, number: str) -> Request | None:
    if not number:
        return None
    found = queries.of_person(request.user).filter(number=number).first()
    if found is None:
        raise RequestMissing
    return found


def _whole(request: Call, number: str, *, status: int = 200) -> Response:
    rows = queries.with_details(queries.of_person(request.user))
    found = get_object_or_404(rows, number=number)
    data = shapes.DataRequestDetailSerializer(found, context={"request": request}).data
    return Response(data, status=status)
