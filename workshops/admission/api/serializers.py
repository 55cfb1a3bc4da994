"""How tickets and scans look to a phone."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from workshops.admission import codes, printing, rules
from workshops.admission.enums import How, Verdict
from workshops.admission.services.checking import MOST_SCANS
from workshops.booking.enums import TicketState
from workshops.booking.models import Ticket


class EntrySerializer(serializers.Serializer[Any]):
    session = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    entered_at = serializers.DateTimeField(allow_null=True)


class TicketSerializer(serializers.ModelSerializer[Ticket]):
    """`code` is the text of the QR code; empty for a ticket that opens no door."""

    number = serializers.CharField(source="label")
    state = serializers.ChoiceField(choices=TicketState.choices)
    event = serializers.CharField(source="registration.run.event.title")
    event_slug = serializers.CharField(source="registration.run.event.slug")
    time_zone = serializers.CharField(source="registration.run.time_zone")
    ticket_type = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField()
    code = serializers.SerializerMethodField()
    short_code = serializers.SerializerMethodField()
    sessions = serializers.SerializerMethodField()

    class Meta:
        model = Ticket
        fields = (
            "number",
            "state",
            "event",
            "event_slug",
            "time_zone",
            "attendee_name",
            "ticket_type",
            "place",
            "code",
            "short_code",
            "sessions",
        )

    def get_ticket_type(self, row: Ticket) -> str:
        return str(row.ticket_type or "")

    def get_place(self, row: Ticket) -> str:
        return printing.place_of(row.registration.run.event).first(printing.language())

    def get_code(self, row: Ticket) -> str:
        return printing.code_of(row)

    def get_short_code(self, row: Ticket) -> str:
        return codes.short_of(row.pk, row.secret) if rules.opens(row) else ""

    def get_sessions(self, row: Ticket) -> list[dict[str, Any]]:
        came = {entry.session_id: entry.at for entry in row.came}  # type: ignore[attr-defined]
        found = [
            {
                "session": session.pk,
                "starts_at": session.starts_at,
                "ends_at": session.ends_at,
                "entered_at": came.get(session.pk),
            }
            for session in row.registration.run.sessions.all()
        ]
        return list(EntrySerializer(found, many=True).data)


class ScanSerializer(serializers.Serializer[Any]):
    """`id` is the phone's own name for the scan: the same again is no second scan."""

    id = serializers.UUIDField()
    session = serializers.IntegerField(min_value=1)
    code = serializers.CharField(max_length=codes.LONGEST)
    at = serializers.DateTimeField(required=False)
    how = serializers.ChoiceField(
        choices=[(How.SCAN.value, How.SCAN.label), (How.TYPED.value, How.TYPED.label)], default=How.SCAN
    )
    device = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class ScansSerializer(serializers.Serializer[Any]):
    """`sent_at` is the phone's clock now: by it the times of late scans are put right."""

    sent_at = serializers.DateTimeField(required=False)
    offline = serializers.BooleanField(default=False)
    scans = serializers.ListField(child=ScanSerializer(), min_length=1, max_length=MOST_SCANS)


class AnswerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    title = serializers.CharField()
    line = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(allow_blank=True)
    number = serializers.CharField(allow_blank=True)
    guardian = serializers.CharField(allow_blank=True)
    entry = serializers.IntegerField(allow_null=True)
    doubled = serializers.BooleanField()


class AnswersSerializer(serializers.Serializer[Any]):
    scans = AnswerSerializer(many=True)
