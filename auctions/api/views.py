"""Lots and bids for phones and for the site's own script."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from auctions import exceptions, queries, services
from auctions.api.serializers import BidAnswerSerializer, BidRequestSerializer
from auctions.models import Lot
from auctions.views.words import answer_text
from core.api.limits import Bidding, ByAddress


def lot_by_id(pk: int, user: Any) -> Lot:
    """Raises LotNotFound for a lot that the caller may not see."""
    lot = queries.with_details(queries.lots_visible_to(user)).filter(pk=pk).first()
    if lot is None:
        raise exceptions.LotNotFound
    return lot


class LotBids(APIView):
    """Bid on a lot. Refusals are problem details with a stable `code`."""

    permission_classes = (permissions.IsAuthenticated,)
    throttle_classes = (ByAddress, Bidding)

    @extend_schema(
        request=BidRequestSerializer, responses={200: BidAnswerSerializer}, operation_id="bid_place"
    )
    def post(self, request: Request, pk: int) -> Response:
        lot = lot_by_id(pk, request.user)
        form = BidRequestSerializer(data=request.data, context={"currency": lot.sale.currency})
        form.is_valid(raise_exception=True)
        data = form.validated_data
        answer = services.place_bid(
            lot_id=lot.pk,
            user=request.user,
            key=data["key"],
            max_minor=data["max_minor"],
            seen_total=data.get("seen_total_minor"),
            accept_terms=data["accept_terms"],
        )
        return Response({**answer.as_json(), "text": answer_text(answer, lot.sale.currency)})
