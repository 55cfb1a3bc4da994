"""Events as phones see them. The link to join online is never among it: it is for registered people only."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core import clock
from core.api.fields import MONEY, BilingualField, MoneyField, money_json
from core.money import Money
from marketplace.api.serializers import ArtistBriefSerializer, CitySerializer, SourceSerializer
from marketplace.imaging import serving
from marketplace.imaging.enums import RenditionFormat
from marketplace.imaging.models import Image
from orders.models import Seller
from workshops.models import Event, Run, Session, TicketType, Venue
from workshops.shown import standing

STANDINGS = ("open", "few", "full", "closed", "elsewhere", "past", "cancelled")


class SellerBriefSerializer(serializers.ModelSerializer[Seller]):
    name = BilingualField()

    class Meta:
        model = Seller
        fields = ("slug", "name")


class VenueAddressSerializer(serializers.Serializer[Any]):
    """The national address, as far as it is known."""

    country = serializers.CharField()
    city = serializers.CharField()
    district = serializers.CharField()
    line1 = serializers.CharField()
    building = serializers.CharField()
    additional = serializers.CharField()
    postcode = serializers.CharField()
    short = serializers.CharField()


class VenueSerializer(serializers.ModelSerializer[Venue]):
    name = BilingualField()
    directions = BilingualField()
    city = CitySerializer(allow_null=True)
    address = VenueAddressSerializer(source="postal_address", allow_null=True)
    map_link = serializers.CharField()

    class Meta:
        model = Venue
        fields = ("name", "city", "address", "directions", "latitude", "longitude", "map_link")


class CoverSerializer(serializers.Serializer[Any]):
    """Renditions in every width and format; empty while they are being made."""

    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sources = SourceSerializer(many=True)


class ProgrammeEventSerializer(serializers.ModelSerializer[Event]):
    """A card: what a list shows. `next_at` is the beginning of the next run, null when there is none."""

    title = BilingualField()
    summary = BilingualField()
    seller = SellerBriefSerializer()
    artist = ArtistBriefSerializer(allow_null=True)
    city = serializers.SerializerMethodField()
    next_at = serializers.DateTimeField(allow_null=True)
    price_from = MoneyField("price_from", help_text="With VAT and materials. Null: free, or sold elsewhere.")
    url = serializers.SerializerMethodField()
    picture = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = (
            "slug", "kind", "state", "title", "summary", "category", "level", "teaching_language", "place",
            "admission", "seller", "artist", "city", "next_at", "price_from", "external_url", "url", "picture",
        )  # fmt: skip

    @extend_schema_field(CitySerializer(allow_null=True))
    def get_city(self, event: Event) -> dict[str, Any] | None:
        city = event.venue.city if event.venue else None
        return CitySerializer(city, context=self.context).data if city else None

    def get_url(self, event: Event) -> str:
        uri: str = self.context["request"].build_absolute_uri(event.get_absolute_url())
        return uri

    @extend_schema_field(CoverSerializer(allow_null=True))
    def get_picture(self, event: Event) -> dict[str, Any] | None:
        return self._renditions(event.cover) if event.cover else None

    def _renditions(self, image: Image) -> dict[str, Any]:
        whole = self.context["request"].build_absolute_uri
        sources = [
            {"type": form.mime, "width": width, "url": whole(serving.url(image, width, form))}
            for form in (RenditionFormat if image.is_ready else ())
            for width in image.widths
        ]
        return {"width": image.width, "height": image.height, "sources": sources}


class SessionSerializer(serializers.ModelSerializer[Session]):
    topic = BilingualField()

    class Meta:
        model = Session
        fields = ("starts_at", "ends_at", "topic")


class LeftSerializer(serializers.Serializer[Any]):
    ticket_type = serializers.IntegerField()
    seats_left = serializers.IntegerField()


class RunSerializer(serializers.ModelSerializer[Run]):
    """One registration is for one run, with all its sessions."""

    label = BilingualField()  # type: ignore[assignment]  # a field of that name, not the words beside it
    sessions = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    seats_left = serializers.IntegerField(source="free_seats")
    left_by_type = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = (
            "id", "number", "label", "state", "standing", "time_zone", "starts_at", "ends_at", "closes_at",
            "capacity", "seats_left", "left_by_type", "waiting_list", "sessions",
        )  # fmt: skip

    @extend_schema_field(SessionSerializer(many=True))
    def get_sessions(self, run: Run) -> Any:
        rows = sorted(run.sessions.all(), key=lambda session: (session.starts_at, session.pk))
        return SessionSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(serializers.ChoiceField(choices=STANDINGS))
    def get_standing(self, run: Run) -> str:
        return standing(self.context["event"], run, self.context["now"]).code

    @extend_schema_field(LeftSerializer(many=True))
    def get_left_by_type(self, run: Run) -> list[dict[str, int]]:
        rows = sorted(run.allotments.all(), key=lambda row: row.ticket_type_id)
        return [
            {
                "ticket_type": row.ticket_type_id,
                "seats_left": run.free_seats
                if row.limit is None
                else min(run.free_seats, row.limit - row.taken),
            }
            for row in rows
        ]


class TicketTypeSerializer(serializers.ModelSerializer[TicketType]):
    name = BilingualField()
    note = BilingualField()
    price = serializers.SerializerMethodField(help_text="A seat's, with VAT and materials.")

    class Meta:
        model = TicketType
        fields = (
            "id", "kind", "name", "note", "price", "min_quantity", "max_quantity", "sale_from", "sale_until",
        )  # fmt: skip

    @extend_schema_field(MONEY)
    def get_price(self, kind: TicketType) -> dict[str, Any]:
        event: Event = self.context["event"]
        return money_json(Money(kind.price_minor + event.materials_fee_minor, event.currency))


class EventDetailSerializer(ProgrammeEventSerializer):
    description = BilingualField()
    bring = BilingualField()
    cancel_reason = BilingualField()
    venue = VenueSerializer(allow_null=True)
    materials_fee = MoneyField("materials_fee_minor")
    runs = serializers.SerializerMethodField()
    ticket_types = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = (
            *ProgrammeEventSerializer.Meta.fields,
            "description", "bring", "cancel_reason", "venue", "plus_ones", "min_age", "guardian_below",
            "materials_fee", "policy", "published_at", "cancelled_at", "runs", "ticket_types",
        )  # fmt: skip

    @extend_schema_field(RunSerializer(many=True))
    def get_runs(self, event: Event) -> Any:
        context = {**self.context, "event": event, "now": clock.now()}
        return RunSerializer(event.runs.all(), many=True, context=context).data

    @extend_schema_field(TicketTypeSerializer(many=True))
    def get_ticket_types(self, event: Event) -> Any:
        kinds = [kind for kind in event.ticket_types.all() if kind.active]
        return TicketTypeSerializer(kinds, many=True, context={**self.context, "event": event}).data
