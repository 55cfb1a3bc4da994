"""Contracts for phones. Whoever has no side in a contract is told that there is none."""

from __future__ import annotations

from typing import Any, cast

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commissions.contracts import queries, services
from commissions.contracts.api import serializers as shapes
from commissions.contracts.models import Contract, Milestone
from orders.api.views import caller


class _Door(APIView):
    permission_classes = (permissions.IsAuthenticated,)

    def contract(self, pk: int) -> Contract:
        rows = queries.with_milestones(queries.visible_to(self.request.user))
        found: Contract = get_object_or_404(rows, pk=pk)
        return found

    def milestone(self, pk: int) -> Milestone:
        found: Milestone = get_object_or_404(queries.milestones_of(self.request.user), pk=pk)
        return found

    def told(self, request: Request, pk: int) -> Response:
        """The contract as it stands now."""
        shape = shapes.ContractSerializer(self.contract(pk), context={"request": request})
        return Response(shape.data)


class ContractDetail(_Door):
    @extend_schema(responses=shapes.ContractSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """The contract with its newest version in both languages and its milestones."""
        return self.told(request, pk)


class ContractAccept(_Door):
    @extend_schema(request=shapes.AcceptSerializer, responses=shapes.ContractSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Accepts the newest version for the caller's side; when both have, it is in force."""
        given = shapes.AcceptSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        contract = self.contract(pk)
        version = get_object_or_404(contract.versions, number=given.validated_data["version"])
        services.accept_contract(version=version, by=caller(request), language=get_language() or "ar")
        return self.told(request, pk)


class _Verb(_Door):
    def answer(self, request: Request, milestone: Milestone) -> Response:
        return self.told(request, milestone.contract_id)


class MilestoneFund(_Verb):
    @extend_schema(request=None, responses=shapes.FundedSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Orders the milestone; the order is paid at /orders/{number}/payments/."""
        order = services.fund(milestone=self.milestone(pk), by=caller(request))
        return Response({"order": order.number})


class MilestoneSubmit(_Verb):
    parser_classes = (MultiPartParser,)

    @extend_schema(request=shapes.SubmitSerializer, responses=shapes.ContractSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Hands pictures over; the collector has seven days for an answer."""
        given = shapes.SubmitSerializer(data=_lists(request))
        given.is_valid(raise_exception=True)
        found = given.validated_data
        milestone = self.milestone(pk)
        services.submit(
            milestone=milestone, by=caller(request), text=found.get("text", ""), files=found["pictures"]
        )
        return self.answer(request, milestone)


def _lists(request: Request) -> dict[str, Any]:
    data = cast("QueryDict", request.data)
    return {"text": data.get("text", ""), "pictures": data.getlist("pictures")}


class MilestoneAccept(_Verb):
    @extend_schema(request=None, responses=shapes.ContractSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """The money goes to the artist; it cannot be taken back."""
        milestone = self.milestone(pk)
        services.accept(milestone=milestone, by=caller(request))
        return self.answer(request, milestone)


class MilestoneRevise(_Verb):
    @extend_schema(request=shapes.ReviseSerializer, responses=shapes.ContractSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Asks for one of the agreed revisions."""
        given = shapes.ReviseSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        milestone = self.milestone(pk)
        services.ask_revision(milestone=milestone, by=caller(request), text=given.validated_data["text"])
        return self.answer(request, milestone)
