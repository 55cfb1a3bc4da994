"""Registrations for phones: one's own, booking, cancelling, the waiting list.

Whoever may not see a registration is told that there is none.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.conditional import Conditional
from core.api.pages import Cursor
from orders.api.views import caller
from workshops import queries as programme
from workshops.booking import queries, rules, services
from workshops.booking.api import serializers as shapes
from workshops.booking.exceptions import NotWaiting, NotYours, TypeUnknown
from workshops.booking.models import Registration, WaitingEntry
from workshops.models import Run, TicketType

SIGNED_IN = (permissions.IsAuthenticated,)


class NewestRegistrations(Cursor):
    ordering = ("-created_at", "-pk")


class RegistrationList(Conditional, generics.ListAPIView[Registration]):
    """The caller's registrations, newest first, with those of which they hold a ticket."""

    permission_classes = SIGNED_IN
    pagination_class = NewestRegistrations
    serializer_class = shapes.RegistrationSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Registration]:
        return queries.visible_to(self.request.user).select_related("run__event")

    @extend_schema(
        request=shapes.RegisterSerializer,
        responses={201: shapes.RegistrationDetailSerializer},
        operation_id="registration_create",
    )
    def post(self, request: Request) -> Response:
        """Book seats. What is free is confirmed at once; else pay `order` before `expires_at`."""
        form = shapes.RegisterSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        registration = services.register(
            run=_run(request, given["run"]),
            by=caller(request),
            picks=shapes.picks_of(given["seats"]),
            answers=shapes.answers_of(given.get("answers", [])),
            old_enough=given["old_enough"],
            shown=given.get("shown"),
        )
        return _whole(request, registration, status=201)


class RegistrationDetail(Conditional, generics.RetrieveAPIView[Registration]):
    """One registration with its seats."""

    permission_classes = SIGNED_IN
    serializer_class = shapes.RegistrationDetailSerializer
    filter_backends = ()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Registration]:
        return queries.with_details(queries.visible_to(self.request.user))


class RegistrationCancel(APIView):
    """Give seats up; what comes back follows the event's policy. Reserved seats are let go."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=shapes.CancelSeatsSerializer,
        responses={200: shapes.RegistrationDetailSerializer},
        operation_id="registration_cancel",
    )
    def post(self, request: Request, code: str) -> Response:
        registration = get_object_or_404(queries.visible_to(request.user), code=code)
        form = shapes.CancelSeatsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        numbers, shown = form.validated_data.get("tickets"), form.validated_data.get("shown")
        by = caller(request)
        if numbers is None:
            services.cancel_registration(registration=registration, by=by, shown=shown)
        else:
            tickets = [one for one in registration.tickets.filter(number__in=numbers) if rules.owns(by, one)]
            if len(tickets) != len(set(numbers)):
                raise NotYours
            services.cancel_tickets(
                registration=registration, tickets=[one.pk for one in tickets], by=by, shown=shown
            )
        fresh = Registration.objects.get(pk=registration.pk)
        return _whole(request, fresh)


class RunWaiting(APIView):
    """The waiting list of a run that is full: where one stands, joining it, leaving it."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={200: shapes.WaitingSerializer}, operation_id="run_waiting")
    def get(self, request: Request, pk: int) -> Response:
        return Response(shapes.WaitingSerializer(self._own(request, pk)).data)

    @extend_schema(
        request=shapes.WaitSerializer, responses={201: shapes.WaitingSerializer}, operation_id="run_wait"
    )
    def post(self, request: Request, pk: int) -> Response:
        run = _run(request, pk)
        form = shapes.WaitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        kind = _kind(run, form.validated_data.get("ticket_type"))
        entry = services.join(
            run=run, by=caller(request), ticket_type=kind, count=form.validated_data["seats"]
        )
        return Response(shapes.WaitingSerializer(entry).data, status=201)

    @extend_schema(responses={204: None}, operation_id="run_stop_waiting")
    def delete(self, request: Request, pk: int) -> Response:
        services.leave(entry=self._own(request, pk), by=caller(request))
        return Response(status=204)

    @staticmethod
    def _own(request: Request, pk: int) -> WaitingEntry:
        entry = queries.entry_of(_run(request, pk), request.user)
        if entry is None:
            raise NotWaiting
        return entry


def _run(request: Request, pk: int) -> Run:
    events = programme.visible_to(request.user)
    found: Run = get_object_or_404(Run.objects.select_related("event"), pk=pk, event__in=events)
    return found


def _kind(run: Run, pk: int | None) -> TicketType | None:
    if pk is None:
        return None
    kind = TicketType.objects.filter(event=run.event_id, pk=pk).first()
    if kind is None:
        raise TypeUnknown
    return kind


def _whole(request: Request, registration: Registration, *, status: int = 200) -> Response:
    """As it stands now; whoever gave their only seat up sees it for the last time."""
    fresh = queries.with_details(Registration.objects.filter(pk=registration.pk)).get()
    context: dict[str, Any] = {"request": request}
    return Response(shapes.RegistrationDetailSerializer(fresh, context=context).data, status=status)
