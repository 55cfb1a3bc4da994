"""Reports, decisions about oneself, appeals and blocks, for phones. Moderators work on the site."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from compliance.safety import queries, services
from compliance.safety.api import serializers as shapes
from compliance.safety.models import Block, Report
from core import clock
from core.api.limits import ByAddress, ByPerson
from core.api.pages import Cursor

SIGNED_IN = (permissions.IsAuthenticated,)
MOST = 50


class Reporting(SimpleRateThrottle):
    """Reports, appeals and blocks of one person: more than an upset person sends, far less than a machine."""

    scope = "reports"
    rate = "20/hour"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class NewestReports(Cursor):
    ordering = ("-at", "-pk")


class SafetyReportList(generics.ListAPIView[Report]):
    """The caller's reports, newest first."""

    permission_classes = SIGNED_IN
    throttle_classes = (ByAddress, ByPerson, Reporting)
    pagination_class = NewestReports
    serializer_class = shapes.SafetyReportSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Report]:
        return queries.reports_of(self.request.user)

    @extend_schema(
        request=shapes.SafetyReportRequestSerializer,
        responses={201: shapes.SafetyReportSerializer},
        operation_id="safety_report",
    )
    def post(self, request: Request) -> Response:
        """Report a thing. The same thing again, while it waits, brings the first report back."""
        form = shapes.SafetyReportRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        row = services.report(
            kind=given["kind"],
            pk=given["id"],
            reason=given["reason"],
            text=given["text"],
            reporter=request.user,
            language=(get_language() or "ar")[:2],
        )
        fresh = queries.reports_of(request.user).get(pk=row.pk)
        return Response(shapes.SafetyReportSerializer(fresh).data, status=201)


class SafetyReportDetail(generics.RetrieveAPIView[Report]):
    """One of the caller's reports."""

    permission_classes = SIGNED_IN
    serializer_class = shapes.SafetyReportSerializer
    filter_backends = ()
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Report]:
        return queries.reports_of(self.request.user)


class SafetyStanding(APIView):
    """What was decided about the caller: suspensions in force, and decisions with their reasons."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={200: shapes.SafetyStandingSerializer}, operation_id="safety_standing")
    def get(self, request: Request) -> Response:
        rows = queries.living(clock.now()).filter(user=request.user.pk).select_related("decision__case")
        found = {
            "suspensions": rows.order_by("pk"),
            "decisions": queries.decisions_about(request.user)[:MOST],
        }
        return Response(shapes.SafetyStandingSerializer(found).data)


class SafetyAppeal(APIView):
    """Appeal against a decision about the caller, once and in time."""

    permission_classes = SIGNED_IN
    throttle_classes = (ByAddress, ByPerson, Reporting)

    @extend_schema(
        request=shapes.SafetyAppealRequestSerializer,
        responses={201: shapes.SafetyDecisionSerializer},
        operation_id="safety_appeal",
    )
    def post(self, request: Request, number: str) -> Response:
        found = get_object_or_404(queries.decisions_about(request.user), case__number=number)
        form = shapes.SafetyAppealRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        services.appeal(decision=found, by=request.user, text=form.validated_data["text"])
        fresh = queries.decisions_about(request.user).get(pk=found.pk)
        return Response(shapes.SafetyDecisionSerializer(fresh).data, status=201)


class SafetyBlocks(APIView):
    """Who is blocked by the caller, and blocking whoever wrote a message."""

    permission_classes = SIGNED_IN
    throttle_classes = (ByAddress, ByPerson, Reporting)

    @extend_schema(responses={200: shapes.SafetyBlockSerializer(many=True)}, operation_id="safety_blocks")
    def get(self, request: Request) -> Response:
        rows = queries.blocks_of(request.user)[:MOST]
        return Response(shapes.SafetyBlockSerializer(rows, many=True).data)

    @extend_schema(
        request=shapes.SafetyBlockRequestSerializer,
        responses={201: shapes.SafetyBlockSerializer},
        operation_id="safety_block",
    )
    def post(self, request: Request) -> Response:
        form = shapes.SafetyBlockRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        row: Block = services.block(by=request.user, kind=given["kind"], pk=given["id"])
        return Response(shapes.SafetyBlockSerializer(row).data, status=201)


class SafetyBlockDetail(APIView):
    """Lifting a block."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={204: None}, operation_id="safety_unblock")
    def delete(self, request: Request, pk: int) -> Response:
        services.unblock(by=request.user, pk=pk)
        return Response(status=204)
