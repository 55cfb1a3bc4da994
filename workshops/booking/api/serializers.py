"""Registrations as phones see them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import BOTH, MoneyField
from orders.api.serializers import STATE, StateField
from workshops.booking import checking
from workshops.booking.enums import EndedBy
from workshops.booking.models import Registration, Ticket, WaitingEntry
from workshops.booking.models.registration import MOST_SEATS
from workshops.booking.picks import Attendee, Pick
from workshops.booking.wording import label_of


class BookedTicketSerializer(serializers.ModelSerializer[Ticket]):
    """A seat. What the door reads is no part of it."""

    state = StateField()
    price = MoneyField("price_minor", currency="registration.currency")
    back = MoneyField("back_minor", currency="registration.currency")

    class Meta:
        model = Ticket
        fields = ("number", "label", "ticket_type", "attendee_name", "minor", "state", "price", "back")


class RegistrationSerializer(serializers.ModelSerializer[Registration]):
    """A row of a list."""

    state = StateField()
    event = serializers.SerializerMethodField()
    event_slug = serializers.CharField(source="run.event.slug")
    starts_at = serializers.DateTimeField(source="run.starts_at")
    ends_at = serializers.DateTimeField(source="run.ends_at")
    time_zone = serializers.CharField(source="run.time_zone")
    total = MoneyField("total")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Registration
        fields = (
            "code", "state", "run", "event", "event_slug", "starts_at", "ends_at", "time_zone", "seats", "total",
            "expires_at", "created_at", "url",
        )  # fmt: skip

    @extend_schema_field(BOTH)
    def get_event(self, registration: Registration) -> dict[str, str]:
        return label_of(registration.run).facts

    def get_url(self, registration: Registration) -> str:
        uri: str = self.context["request"].build_absolute_uri(registration.get_absolute_url())
        return uri


class RegistrationDetailSerializer(RegistrationSerializer):
    """With the seats that this caller may see. `order` is what is to be paid, for the booker."""

    tickets = serializers.SerializerMethodField()
    order = serializers.SerializerMethodField()
    ended_by = serializers.SerializerMethodField()

    class Meta:
        model = Registration
        fields = (
            *RegistrationSerializer.Meta.fields,
            "confirmed_at",
            "cancelled_at",
            "ended_by",
            "order",
            "tickets",
        )

    @extend_schema_field(BookedTicketSerializer(many=True))
    def get_tickets(self, registration: Registration) -> list[dict[str, Any]]:
        user = self.context["request"].user
        tickets = list(registration.tickets.all())
        for ticket in tickets:
            ticket.registration = registration
        if registration.booker_id != user.pk:
            tickets = [ticket for ticket in tickets if ticket.holder_id == user.pk]
        return list(BookedTicketSerializer(tickets, many=True, context=self.context).data)

    @extend_schema_field({"type": "string", "description": "Its number; empty where nothing was to be paid."})
    def get_order(self, registration: Registration) -> str:
        mine = registration.booker_id == self.context["request"].user.pk
        return registration.order.number if mine and registration.order is not None else ""

    @extend_schema_field({**STATE, "nullable": True})
    def get_ended_by(self, registration: Registration) -> dict[str, str] | None:
        if not registration.ended_by:
            return None
        return {"code": registration.ended_by, "text": str(EndedBy(registration.ended_by).label)}


class GivenAnswerSerializer(serializers.Serializer[Any]):
    question = serializers.IntegerField()
    text = serializers.CharField(max_length=checking.LONGEST_ANSWER)


class SeatSerializer(serializers.Serializer[Any]):
    """Who sits on one seat, of which kind of ticket; none for a free event's list."""

    ticket_type = serializers.IntegerField(required=False, allow_null=True)
    name = serializers.CharField(max_length=checking.LONGEST_NAME)
    email = serializers.EmailField(required=False, allow_blank=True)
    minor = serializers.BooleanField(required=False, default=False)
    guardian_name = serializers.CharField(required=False, allow_blank=True, max_length=checking.LONGEST_NAME)
    guardian_agrees = serializers.BooleanField(required=False, default=False)
    answers = GivenAnswerSerializer(many=True, required=False)


class RegisterSerializer(serializers.Serializer[Any]):
    """`shown` is the total in minor units that the person has seen; another one is refused."""

    run = serializers.IntegerField()
    seats = SeatSerializer(many=True, min_length=1, max_length=MOST_SEATS)  # type: ignore[call-arg]  # of the list
    answers = GivenAnswerSerializer(many=True, required=False)
    old_enough = serializers.BooleanField(required=False, default=False)
    shown = serializers.IntegerField(required=False, min_value=0)


class CancelSeatsSerializer(serializers.Serializer[Any]):
    """The numbers of the seats; all of the caller's without them. `shown` as told by `terms`."""

    tickets = serializers.ListField(child=serializers.IntegerField(), required=False, max_length=MOST_SEATS)
    shown = serializers.IntegerField(required=False, min_value=0)


class WaitSerializer(serializers.Serializer[Any]):
    ticket_type = serializers.IntegerField(required=False, allow_null=True)
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, default=1)


class WaitingSerializer(serializers.ModelSerializer[WaitingEntry]):
    """A place in line. An offered seat is taken up by registering, before `offer_until`."""

    state = StateField()

    class Meta:
        model = WaitingEntry
        fields = ("run", "ticket_type", "seats", "state", "joined_at", "offered_at", "offer_until")


def picks_of(seats: list[dict[str, Any]]) -> list[Pick]:
    """Seats in the order given, those of one kind together."""
    kinds = dict.fromkeys(seat.get("ticket_type") for seat in seats)
    return [
        Pick(kind, [_attendee(seat) for seat in seats if seat.get("ticket_type") == kind]) for kind in kinds
    ]


def answers_of(rows: list[dict[str, Any]]) -> dict[int, str]:
    return {row["question"]: row["text"] for row in rows}


def _attendee(seat: dict[str, Any]) -> Attendee:
    return Attendee(
        name=seat["name"],
        email=seat.get("email", ""),
        minor=seat["minor"],
        guardian_name=seat.get("guardian_name", ""),
        guardian_agrees=seat["guardian_agrees"],
        answers=answers_of(seat.get("answers", [])),
    )
