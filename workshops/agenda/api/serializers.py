"""Shapes of the calendar in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import LANGUAGE_CHOICES
from core.api.fields import BOTH
from mailing.bilingual import page
from workshops.agenda.models import CalendarKey
from workshops.agenda.occasions import place_of, uid_of
from workshops.models import Session

LANGUAGES = [code for code, _label in LANGUAGE_CHOICES]


class KeySerializer(serializers.ModelSerializer[CalendarKey]):
    """Without the secret: nobody has it but the caller."""

    class Meta:
        model = CalendarKey
        fields = ("language", "made_at", "read_at")
        read_only_fields = fields


class NewKeySerializer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


class MadeKeySerializer(KeySerializer):
    """`address` is told this once."""

    address = serializers.URLField(read_only=True)

    class Meta(KeySerializer.Meta):
        fields = (*KeySerializer.Meta.fields, "address")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]


class MySessionSerializer(serializers.ModelSerializer[Session]):
    """`uid` is the one of the calendar files. The link to join is not here: it stands at the registration."""

    uid = serializers.SerializerMethodField()
    event = serializers.SlugField(source="run.event.slug", read_only=True)
    kind = serializers.CharField(source="run.event.kind", read_only=True)
    title = serializers.SerializerMethodField()
    topic = serializers.SerializerMethodField()
    time_zone = serializers.CharField(source="run.time_zone", read_only=True)
    place = serializers.SerializerMethodField()
    online = serializers.BooleanField(source="run.event.is_online", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = (
            "uid",
            "event",
            "kind",
            "title",
            "topic",
            "starts_at",
            "ends_at",
            "time_zone",
            "place",
            "online",
            "url",
        )

    def get_uid(self, session: Session) -> str:
        return uid_of(session.run, session.position)

    @extend_schema_field(BOTH)
    def get_title(self, session: Session) -> dict[str, str]:
        event = session.run.event
        return {"ar": event.title_ar or "", "en": event.title_en or ""}

    @extend_schema_field(BOTH)
    def get_topic(self, session: Session) -> dict[str, str]:
        return {"ar": session.topic_ar or "", "en": session.topic_en or ""}

    @extend_schema_field(BOTH)
    def get_place(self, session: Session) -> dict[str, str]:
        return {code: place_of(session.run.event, code) for code in ("ar", "en")}

    @extend_schema_field(BOTH)
    def get_url(self, session: Session) -> dict[str, str]:
        return page("workshops:event-detail", session.run.event.slug).facts
