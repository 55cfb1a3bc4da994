"""Sales, lots and bids for phones and for the site's own script."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, permissions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from auctions import exceptions, queries, services
from auctions.api import serializers
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from auctions.views.words import answer_text
from core.api.conditional import Conditional
from core.api.limits import Bidding, ByAddress
from core.api.pages import Cursor

LARGEST = 2**31 - 1


def caller(request: Request) -> User:
    """The person behind a request that is known to be signed in."""
    return cast("User", request.user)


def lot_by_id(pk: int, user: Any) -> Lot:
    """Raises LotNotFound for a lot that the caller may not see."""
    lot = queries.with_details(queries.lots_visible_to(user)).filter(pk=pk).first() if pk <= LARGEST else None
    if lot is None:
        raise exceptions.LotNotFound
    return lot


class ByClose(Cursor):
    ordering = ("-first_close_at", "-pk")


class SaleFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=SaleState.choices)


class LotFilter(django_filters.FilterSet):
    sale = django_filters.CharFilter(field_name="sale__slug")
    status = django_filters.MultipleChoiceFilter(choices=LotStatus.choices)


class _Sales(Conditional, generics.GenericAPIView[Sale]):
    serializer_class = serializers.SaleSerializer

    def get_queryset(self) -> QuerySet[Sale]:
        return queries.with_counts(queries.visible_to(self.request.user))


class AuctionList(_Sales, generics.ListAPIView[Sale]):
    """Running, announced and past sales."""

    pagination_class = ByClose
    filterset_class = SaleFilter


class AuctionDetail(_Sales, generics.RetrieveAPIView[Sale]):
    """One sale with its steps, fees and extension rule: fixed once it is open."""

    lookup_field = "slug"


class _Lots(Conditional, generics.GenericAPIView[Lot]):
    serializer_class = serializers.LotSerializer

    def get_queryset(self) -> QuerySet[Lot]:
        return queries.with_details(queries.lots_visible_to(self.request.user))


class LotList(_Lots, generics.ListAPIView[Lot]):
    """Lots, newest first."""

    filterset_class = LotFilter


class LotDetail(_Lots, generics.RetrieveAPIView[Lot]):
    """One lot and all that anybody may know of it now."""


class LotEvents(APIView):
    """What happened to a lot since an event, and its state: the truth behind the socket."""

    @extend_schema(
        parameters=[OpenApiParameter("since", int, description="The last event seen; 0 for all.")],
        responses={200: serializers.CatchUpSerializer},
        operation_id="lot_events",
    )
    def get(self, request: Request, pk: int) -> Response:
        lot = lot_by_id(pk, request.user)
        since = request.query_params.get("since", "0")
        after = int(since) if since.isascii() and since.isdigit() and len(since) <= 9 else 0  # noqa: PLR2004
        return Response(queries.events_since(lot, after, request.user), headers={"Cache-Control": "no-store"})


class LotBids(APIView):
    """Bid on a lot. Refusals are problem details with a stable `code`."""

    permission_classes = (permissions.IsAuthenticated,)
    throttle_classes = (ByAddress, Bidding)

    @extend_schema(
        request=serializers.BidRequestSerializer,
        responses={200: serializers.BidAnswerSerializer},
        operation_id="bid_place",
    )
    def post(self, request: Request, pk: int) -> Response:
        lot = lot_by_id(pk, request.user)
        form = serializers.BidRequestSerializer(data=request.data, context={"currency": lot.sale.currency})
        form.is_valid(raise_exception=True)
        data = form.validated_data
        answer = services.place_bid(
            lot_id=lot.pk,
            user=caller(request),
            key=data["key"],
            max_minor=data["max_minor"],
            seen_total=data.get("seen_total_minor"),
            accept_terms=data["accept_terms"],
        )
        return Response({**answer.as_json(), "text": answer_text(answer, lot.sale.currency)})


class LotWatch(APIView):
    """Keep an eye on a lot (PUT), or stop (DELETE)."""

    permission_classes = (permissions.IsAuthenticated,)

    @extend_schema(request=None, responses={204: None}, operation_id="lot_watch")
    def put(self, request: Request, pk: int) -> Response:
        services.watch(user=caller(request), lot=lot_by_id(pk, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None}, operation_id="lot_unwatch")
    def delete(self, request: Request, pk: int) -> Response:
        services.unwatch(user=caller(request), lot=lot_by_id(pk, request.user))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnBids(Conditional, generics.ListAPIView[Lot]):
    """The lots that the caller has bid on, with own maximum and standing."""

    serializer_class = serializers.OwnLotSerializer
    permission_classes = (permissions.IsAuthenticated,)
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Lot]:
        if not self.request.user.is_authenticated:
            return Lot.objects.none()
        return queries.bid_on_by(self.request.user)
