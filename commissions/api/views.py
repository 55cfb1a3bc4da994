"""Commissions for phones: mine and those I may answer, my proposals and those I have received.

Whoever may not see one is told that there is none.
"""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from commissions import queries, services
from commissions.api import serializers as shapes
from commissions.models import Commission, Proposal
from core import clock
from core.api.conditional import Conditional
from core.api.pages import Cursor

SIGNED_IN = (permissions.IsAuthenticated,)


def caller(request: Request) -> User:
    """The person behind a request that is known to be signed in."""
    return cast("User", request.user)


class Newest(Cursor):
    ordering = ("-created_at", "-pk")


class CommissionList(Conditional, generics.ListAPIView[Commission]):
    """`?list=mine` (as it is without it): what I asked for. `?list=open`: what my sellers may answer now."""

    permission_classes = SIGNED_IN
    pagination_class = Newest
    filter_backends = ()
    serializer_class = shapes.CommissionSerializer

    def get_queryset(self) -> QuerySet[Commission]:
        if getattr(self, "swagger_fake_view", False):
            return Commission.objects.none()
        user = caller(self.request)
        if self.request.query_params.get("list") == "open":
            return queries.answerable_by(user, clock.now()).select_related("city")
        return Commission.objects.filter(collector=user).select_related("city")

    @extend_schema(parameters=[OpenApiParameter("list", str, enum=["mine", "open"])])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=shapes.BriefSerializer,
        responses={201: shapes.CommissionSerializer},
        operation_id="commission_create",
    )
    def post(self, request: Request) -> Response:
        """A draft; pictures are added on the page."""
        form = shapes.BriefSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = services.create_commission(collector=caller(request), brief=form.brief())
        shape = shapes.CommissionSerializer(row, context={"request": request})
        return Response(shape.data, status=status.HTTP_201_CREATED)


class CommissionDetail(Conditional, generics.RetrieveAPIView[Commission]):
    """One commission, to whoever may see it."""

    permission_classes = SIGNED_IN
    serializer_class = shapes.CommissionSerializer
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Commission]:
        return queries.visible_to(self.request.user).select_related("city")


class CommissionSubmit(APIView):
    """Publish a draft. It opens at once, or is looked at first: the state says which."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=None, responses={200: shapes.CommissionSerializer}, operation_id="commission_submit"
    )
    def post(self, request: Request, number: str) -> Response:
        row = get_object_or_404(Commission, number=number, collector=caller(request))
        services.submit_commission(commission=row, by=caller(request))
        return Response(shapes.CommissionSerializer(row, context={"request": request}).data)


def _seen(user: Any) -> QuerySet[Proposal]:
    rows = queries.proposals_visible_to(user).select_related("commission", "seller")
    return rows.prefetch_related("milestones__proposal")


class ProposalList(Conditional, generics.ListAPIView[Proposal]):
    """What my sellers offered, and what was offered to me."""

    permission_classes = SIGNED_IN
    pagination_class = Newest
    filter_backends = ()
    serializer_class = shapes.ProposalSerializer

    def get_queryset(self) -> QuerySet[Proposal]:
        return _seen(self.request.user)

    @extend_schema(
        request=shapes.TermsSerializer,
        responses={201: shapes.ProposalSerializer},
        operation_id="proposal_create",
    )
    def post(self, request: Request) -> Response:
        """A draft; sketches are added on the page."""
        form = shapes.TermsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = caller(request)
        commission = get_object_or_404(queries.visible_to(user), number=form.validated_data["commission"])
        seller = get_object_or_404(queries.makers_of(user), slug=form.validated_data["seller"])
        row = services.propose(commission=commission, seller=seller, by=user, terms=form.terms())
        return Response(shapes.ProposalSerializer(row).data, status=status.HTTP_201_CREATED)


class ProposalDetail(Conditional, generics.RetrieveAPIView[Proposal]):
    """One proposal with its milestones."""

    permission_classes = SIGNED_IN
    serializer_class = shapes.ProposalSerializer

    def get_queryset(self) -> QuerySet[Proposal]:
        return _seen(self.request.user)


class _OwnProposal(APIView):
    permission_classes = SIGNED_IN

    def own(self, request: Request, pk: int) -> Proposal:
        mine = queries.makers_of(request.user).values("pk")
        return get_object_or_404(_seen(request.user).filter(seller__in=mine), pk=pk)


class ProposalSend(_OwnProposal):
    """Lay a draft on the collector's table; `commissions.sum_differs` when the milestones are not the price."""

    @extend_schema(request=None, responses={200: shapes.ProposalSerializer}, operation_id="proposal_send")
    def post(self, request: Request, pk: int) -> Response:
        row = self.own(request, pk)
        services.send_proposal(proposal=row, by=caller(request))
        return Response(shapes.ProposalSerializer(row).data)


class ProposalWithdraw(_OwnProposal):
    """Take a proposal back before the award."""

    @extend_schema(request=None, responses={200: shapes.ProposalSerializer}, operation_id="proposal_withdraw")
    def post(self, request: Request, pk: int) -> Response:
        row = self.own(request, pk)
        services.withdraw_proposal(proposal=row, by=caller(request))
        return Response(shapes.ProposalSerializer(row).data)
