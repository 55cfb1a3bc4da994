"""Copies for phones: ordering and watching. The file itself leaves by the page only, after a fresh confirmation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.copies import queries, services
from compliance.copies.api.serializers import DataCopySerializer
from compliance.copies.models import Copy
from core.api.pages import Cursor


class NewestCopies(Cursor):
    ordering = ("-created_at", "-pk")


class DataCopyList(generics.ListAPIView[Copy]):
    """The caller's copies, newest first."""

    permission_classes = (permissions.IsAuthenticated,)
    pagination_class = NewestCopies
    serializer_class = DataCopySerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Copy]:
        return queries.visible_to(self.request.user)

    @extend_schema(request=None, responses={201: DataCopySerializer}, operation_id="data_copy_order")
    def post(self, request: Request) -> Response:
        """Order a copy; while one is being made, that one is given back."""
        person: Any = request.user
        copy = services.order_copy(user=person, by=person, language=get_language() or "ar")
        return Response(DataCopySerializer(copy, context={"request": request}).data, status=201)


class DataCopyDetail(generics.RetrieveAPIView[Copy]):
    """One copy: how far it is, and where it can be downloaded."""

    permission_classes = (permissions.IsAuthenticated,)
    serializer_class = DataCopySerializer
    filter_backends = ()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Copy]:
        return queries.visible_to(self.request.user)
