"""Tickets for phones, and the door for the organiser's own app."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from core.api.conditional import Conditional
from core.api.pages import Cursor
from workshops.admission import queries, services, wording
from workshops.admission.api import serializers as shapes
from workshops.admission.enums import How
from workshops.admission.exceptions import SessionMissing
from workshops.booking.models import Ticket
from workshops.models import Session

SIGNED_IN = (permissions.IsAuthenticated,)


class NewestTickets(Cursor):
    ordering = "-pk"


class TicketList(Conditional, generics.ListAPIView[Ticket]):
    """The caller's valid seats, newest first, each with the text of its QR code."""

    permission_classes = SIGNED_IN
    serializer_class = shapes.TicketSerializer
    pagination_class = NewestTickets
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Ticket]:
        rows = queries.tickets_of(self.request.user)
        return queries.with_entries(rows).prefetch_related("registration__run__sessions")


class RunScans(APIView):
    """Scans at the door of a run: one with a line, or those that a phone kept while it had none (`offline`).

    For the organiser's people; anybody else is told that there is no such run.
    """

    permission_classes = SIGNED_IN

    @extend_schema(
        request=shapes.ScansSerializer,
        responses={200: shapes.AnswersSerializer},
        operation_id="admission_scans",
    )
    def post(self, request: Request, pk: int) -> Response:
        run = get_object_or_404(queries.runs_at_doors(request.user), pk=pk)
        form = shapes.ScansSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        sessions = {session.pk: session for session in run.sessions.select_related("run__event__seller")}
        if not {row["session"] for row in given["scans"]} <= set(sessions):
            raise SessionMissing
        return Response({"scans": list(_answers(request, given, sessions))})


def _answers(
    request: Request, given: dict[str, Any], sessions: dict[int, Session]
) -> Iterable[dict[str, Any]]:
    by = cast("User", request.user)
    rows = sorted(given["scans"], key=lambda row: row["session"])
    for key, group in groupby(rows, key=lambda row: row["session"]):
        session, scans = sessions[key], [_scan(row, late=given["offline"]) for row in group]
        if given["offline"]:
            answered = services.sync(session=session, scans=scans, sent_at=given.get("sent_at"), by=by)
        else:
            answered = [(scan.scan_id, services.admit(session=session, scan=scan, by=by)) for scan in scans]
        for scan_id, answer in answered:
            yield {"id": str(scan_id), **wording.tell(answer, session, by).as_json()}


def _scan(row: dict[str, Any], *, late: bool) -> services.Scan:
    return services.Scan(
        code=row["code"],
        scan_id=row["id"],
        at=row.get("at") if late else None,
        how=How(row["how"]),
        device=row["device"],
    )
