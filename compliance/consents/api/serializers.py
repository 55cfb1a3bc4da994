"""Consents as phones see them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.consents import forms
from compliance.consents.enums import Group, Means
from compliance.consents.models import Consent
from compliance.consents.queries import Standing
from compliance.consents.registry import LANGUAGES
from core.api.fields import BOTH


class ConsentStandingSerializer(serializers.Serializer[Standing]):
    """A purpose, whether the caller agrees to it now, and the words to show in each language.

    `words` is sent back with a yes: it proves which words were shown.
    """

    purpose = serializers.CharField(source="purpose.code")
    group = serializers.ChoiceField(choices=Group.choices, source="purpose.group")
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    allowed = serializers.BooleanField()
    answered_at = serializers.SerializerMethodField()

    @extend_schema_field(BOTH)
    def get_title(self, standing: Standing) -> dict[str, str]:
        return {language: standing.purpose.wording(language).title for language in LANGUAGES}

    @extend_schema_field(BOTH)
    def get_text(self, standing: Standing) -> dict[str, str]:
        return {language: standing.purpose.wording(language).text for language in LANGUAGES}

    @extend_schema_field(BOTH)
    def get_words(self, standing: Standing) -> dict[str, str]:
        return {language: standing.purpose.wording(language).sha256 for language in LANGUAGES}

    @extend_schema_field({"type": "string", "format": "date-time", "nullable": True})
    def get_answered_at(self, standing: Standing) -> Any:
        return standing.consent.at if standing.consent is not None else None


class ConsentAnswerSerializer(serializers.Serializer[Any]):
    """A yes names the words that were shown and their language; a no needs neither."""

    purpose = serializers.CharField(max_length=40)
    given = serializers.BooleanField()
    language = serializers.ChoiceField(choices=forms.LANGUAGES, default="ar")
    words = serializers.CharField(required=False, allow_blank=True, max_length=64, default="")


class ConsentEntrySerializer(serializers.ModelSerializer[Consent]):
    """One answer of the past, with the words that were shown."""

    means = serializers.ChoiceField(choices=Means.choices)
    title = serializers.CharField(source="text.title", default="")
    shown = serializers.CharField(source="text.text", default="")
    sha256 = serializers.CharField(source="text.sha256", default="")

    class Meta:
        model = Consent
        fields = ("id", "purpose", "given", "means", "at", "title", "shown", "sha256")
