"""Reads of delivery; each list says whose it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from orders import queries as money_queries
from orders.delivery import rules
from orders.delivery.enums import SHIPMENT_MOVING, Direction, ShipmentState
from orders.delivery.models import Address, Delay, Parcel, Shipment, TrackingEvent
from orders.enums import Delivery
from orders.models import Order


def addresses_of(user: Any) -> QuerySet[Address]:
    """A person's address book, the usual one first."""
    if not user.is_authenticated:
        return Address.objects.none()
    return Address.objects.filter(user=user)


def visible_to(user: Any) -> QuerySet[Shipment]:
    """Shipments of orders that the person sees: as buyer, as the seller's people, as staff."""
    orders = money_queries.visible_to(user).values("pk")
    return Shipment.objects.filter(order__in=orders).select_related("order", "order__seller")


def shipments_of(order: Order) -> QuerySet[Shipment]:
    """With everything that a page shows of them: four queries, however many."""
    return (
        Shipment.objects.filter(order=order)
        .select_related("proof")
        .prefetch_related(
            Prefetch("events", TrackingEvent.objects.order_by("-at", "-pk")),
            Prefetch("parcels", Parcel.objects.order_by("number")),
        )
        .order_by("direction", "-created_at", "-pk")
    )


def alive(order: Order, direction: Direction = Direction.OUT) -> Shipment | None:
    found = Shipment.objects.filter(order=order, direction=direction).exclude(state=ShipmentState.RETURNED)
    return found.first()


def delays_of(order: Order) -> QuerySet[Delay]:
    return Delay.objects.filter(order=order)


def expected_at(order: Order) -> datetime | None:
    """The day that the seller last named: of the latest announced delay, else of the purchase."""
    last = Delay.objects.filter(order=order).order_by("-at", "-pk").first()
    return last.promised_at if last else order.promised_at


def promised_before(moment: datetime) -> QuerySet[Order]:
    """Orders still awaited whose day, as last named, is not after this moment; the oldest first."""
    latest = Delay.objects.filter(order=OuterRef("pk")).order_by("-at", "-pk").values("promised_at")[:1]
    awaited = Q(state__in=rules.AWAITED) & ~Q(delivery=Delivery.NONE)
    return (
        Order.objects.filter(awaited)
        .annotate(expected=Coalesce(Subquery(latest), F("promised_at"), output_field=DateTimeField()))
        .filter(expected__lte=moment)
        .select_related("buyer", "seller")
        .order_by("expected", "pk")
    )


def to_send(user: Any) -> QuerySet[Order]:
    """Paid orders that the person's sellers have still to send, those promised first on top."""
    first = Case(When(promised_at__isnull=True, then=F("paid_at")), default=F("promised_at"))
    mine = money_queries.sellers_of(user).values("pk")
    sendable = Q(seller__in=mine, state__in=rules.UNSENT) & ~Q(delivery=Delivery.NONE)
    return Order.objects.filter(sendable).order_by(first, "pk")


def to_follow(codes: Collection[str]) -> QuerySet[Shipment]:
    """Under way with one of these carriers, the one whose last station is oldest first."""
    moving = Shipment.objects.filter(carrier__in=codes, state__in=SHIPMENT_MOVING)
    return moving.annotate(heard=Max("events__created_at")).order_by("heard", "pk")
