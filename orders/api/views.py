"""Orders for phones: what was bought, what was sold, paying, stepping back, the receipt, the address book.

Whoever may not see an order is told that there is none.
"""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from core.api.conditional import Conditional
from core.api.pages import Cursor
from orders import providers, queries, services
from orders.addresses import AddressInvalid
from orders.api import serializers as shapes
from orders.api.receipts import ReceiptSerializer, receipt_json
from orders.delivery import queries as books
from orders.delivery import services as book_services
from orders.delivery.models import Address
from orders.enums import OrderState
from orders.exceptions import ProviderUnknown
from orders.models import Order, Payment

SIGNED_IN = (permissions.IsAuthenticated,)


def caller(request: Request) -> User:
    """The person behind a request that is known to be signed in."""
    return cast("User", request.user)


def own_order(request: Request, number: str) -> Order:
    """The order of this buyer; who may see it may not always pay it."""
    return get_object_or_404(queries.visible_to(request.user).filter(buyer=caller(request)), number=number)


class NewestOrders(Cursor):
    ordering = ("-placed_at", "-pk")


class OrderFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=OrderState.choices)


class _Orders(Conditional, generics.GenericAPIView[Order]):
    permission_classes = SIGNED_IN
    pagination_class = NewestOrders
    filterset_class = OrderFilter


class OrderList(_Orders, generics.ListAPIView[Order]):
    """What the caller bought, newest first."""

    serializer_class = shapes.OrderSerializer

    def get_queryset(self) -> QuerySet[Order]:
        return (
            queries.bought_by(self.request.user)
            if self.request.user.is_authenticated
            else Order.objects.none()
        )


class SaleList(_Orders, generics.ListAPIView[Order]):
    """What the sellers of the caller sold, newest first; empty for who acts for none."""

    serializer_class = shapes.SoldOrderSerializer

    def get_queryset(self) -> QuerySet[Order]:
        if not self.request.user.is_authenticated:
            return Order.objects.none()
        return queries.sold_by(self.request.user).prefetch_related("lines")


class OrderDetail(_Orders, generics.RetrieveAPIView[Order]):
    """One order, for its buyer and its seller's people: lines, time line, payments, what may be done now."""

    serializer_class = shapes.OrderDetailSerializer
    filter_backends = ()
    lookup_field = "number"

    def get_queryset(self) -> QuerySet[Order]:
        return queries.with_details(queries.visible_to(self.request.user))


class OrderPayments(APIView):
    """Start to pay an order. The same again while a payment is open is the same payment."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=shapes.StartSerializer,
        responses={200: shapes.StartedSerializer},
        operation_id="order_pay",
    )
    def post(self, request: Request, number: str) -> Response:
        order = own_order(request, number)
        form = shapes.StartSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        way = _way(order, form.validated_data.get("provider", ""))
        payment = services.start_payment(orders=[order], by=caller(request), provider=way)
        url = services.open_payment(payment=payment)
        return Response(_started(request, payment, url))


class OrderCheck(APIView):
    """Ask the bank again, as after coming back from its page. Answers with the order as it stands."""

    permission_classes = SIGNED_IN

    @extend_schema(request=None, responses={200: shapes.OrderDetailSerializer}, operation_id="order_check")
    def post(self, request: Request, number: str) -> Response:
        order = own_order(request, number)
        for payment in queries.unanswered(order):
            services.check_payment(payment=payment)
        return _whole(request, order)


class OrderCancel(APIView):
    """Step back from an order that is not paid."""

    permission_classes = SIGNED_IN

    @extend_schema(
        request=shapes.CancelSerializer,
        responses={200: shapes.OrderDetailSerializer},
        operation_id="order_cancel",
    )
    def post(self, request: Request, number: str) -> Response:
        order = own_order(request, number)
        form = shapes.CancelSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        services.cancel_order(order=order, by=caller(request), reason=form.validated_data.get("reason", ""))
        return _whole(request, order)


class OrderReceipt(APIView):
    """The receipt of a paid order, in both languages with the same numbers."""

    permission_classes = SIGNED_IN

    @extend_schema(responses={200: ReceiptSerializer}, operation_id="order_receipt")
    def get(self, request: Request, number: str) -> Response:
        orders = queries.with_details(queries.visible_to(request.user)).filter(paid_at__isnull=False)
        return Response(receipt_json(get_object_or_404(orders, number=number)))


class _Addresses(generics.GenericAPIView[Address]):
    permission_classes = SIGNED_IN
    serializer_class = shapes.AddressSerializer
    filter_backends = ()
    pagination_class = None

    def get_queryset(self) -> QuerySet[Address]:
        return books.addresses_of(self.request.user)

    def save(self, serializer: serializers.BaseSerializer[Address], address: Address | None = None) -> None:
        """Each field that is wrong is named with a sentence that says what to do."""
        known = address.postal.as_dict() if address else {}
        data: dict[str, Any] = {**known, **serializer.validated_data}
        try:
            serializer.instance = book_services.save_address(
                user=caller(self.request),
                values={name: data.get(name, "") for name in shapes.ADDRESS_FIELDS},
                label=data.get("label", address.label if address else ""),
                is_default=data.get("is_default", False),
                address=address,
            )
        except AddressInvalid as error:
            wrong = {name: [words.text()] for name, words in error.problems.items()}
            raise serializers.ValidationError(wrong, code="orders.address_invalid") from error


class AddressList(_Addresses, generics.ListCreateAPIView[Address]):
    """The caller's address book, the usual one first."""

    def perform_create(self, serializer: serializers.BaseSerializer[Address]) -> None:
        self.save(serializer)


class AddressDetail(_Addresses, generics.RetrieveUpdateDestroyAPIView[Address]):
    """One address. Orders keep their own copy: changing or deleting it changes no order."""

    http_method_names = ("get", "patch", "delete", "head", "options")

    def perform_update(self, serializer: serializers.BaseSerializer[Address]) -> None:
        self.save(serializer, self.get_object())

    def perform_destroy(self, instance: Address) -> None:
        book_services.delete_address(user=caller(self.request), address=instance)


def _way(order: Order, wanted: str) -> str:
    """Only what is offered for this order may be asked for. Raises ProviderUnknown as a problem of the field."""
    if not wanted:
        return providers.default(order.currency, order.country)
    if wanted not in {way.code for way in providers.offered(order.currency, order.country)}:
        error = ProviderUnknown(code=wanted)
        raise serializers.ValidationError({"provider": error.text}, code=error.code)
    return wanted


def _started(request: Request, payment: Payment, url: str) -> dict[str, Any]:
    payment.refresh_from_db()
    whole = request.build_absolute_uri(url) if url else ""
    return {**shapes.PaymentSerializer(payment, context={"request": request}).data, "url": whole}


def _whole(request: Request, order: Order) -> Response:
    fresh = queries.with_details(queries.visible_to(request.user)).get(pk=order.pk)
    return Response(shapes.OrderDetailSerializer(fresh, context={"request": request}).data)
