"""Requests as phones see them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.rights import correctable, story
from compliance.rights.enums import RequestState, Right
from compliance.rights.models import Correction, Request

CODED = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "text": {"type": "string"}},
    "required": ["code", "text"],
}


@extend_schema_field(CODED)
class CodedField(serializers.Field):  # type: ignore[type-arg]
    """A stable code of an enum, and the word for it in the caller's language."""

    def __init__(self, *, enum: type[Any], **options: Any) -> None:
        super().__init__(read_only=True, **options)
        self.enum = enum

    def to_representation(self, value: str) -> dict[str, str]:
        return {"code": str(value), "text": str(self.enum(value).label)}


class DataRequestSerializer(serializers.ModelSerializer[Request]):
    """A row of a list. `answer_by` is the day that counts."""

    right = CodedField(enum=Right)
    state = CodedField(enum=RequestState)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Request
        fields = ("number", "right", "state", "received_at", "due_at", "answer_by", "answered_at", "url")

    def get_url(self, request: Request) -> str:
        uri: str = self.context["request"].build_absolute_uri(request.get_absolute_url())
        return uri


class DataCorrectionSerializer(serializers.ModelSerializer[Correction]):
    """What was said to be wrong, and what became of it."""

    field = serializers.CharField(read_only=True)
    what = serializers.CharField(source="label", read_only=True)

    class Meta:
        model = Correction
        fields = ("field", "what", "before", "after", "decided_at")


class DataRequestDetailSerializer(DataRequestSerializer):
    """With its answer and its time line; a refusal names its article."""

    answer = serializers.SerializerMethodField()
    corrections = DataCorrectionSerializer(many=True, read_only=True)
    steps = serializers.SerializerMethodField()

    class Meta:
        model = Request
        fields = (
            *DataRequestSerializer.Meta.fields,
            "details",
            "extended_due_at",
            "ground",
            "article",
            "answer",
            "corrections",
            "steps",
        )

    def get_answer(self, request: Request) -> str:
        return story.spoken(request.answer)

    @extend_schema_field(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "string", "format": "date-time"}, "text": {"type": "string"}},
                "required": ["at", "text"],
            },
        }
    )
    def get_steps(self, request: Request) -> list[dict[str, str]]:
        moments = story.moments_of(request, officer=False)
        return [{"at": moment.at.isoformat(), "text": str(moment.text)} for moment in moments]


class WantedCorrectionSerializer(serializers.Serializer[Any]):
    """`field` is a code such as accounts.name_ar; without one `what` says what is wrong."""

    field = serializers.CharField(required=False, allow_blank=True, max_length=60)
    what = serializers.CharField(source="label", required=False, allow_blank=True, max_length=200)
    after = serializers.CharField(max_length=2_000)

    def validate_field(self, value: str) -> str:
        if value and correctable.field(value) is None:
            raise serializers.ValidationError(code="unknown")
        return value


class AskDataRequestSerializer(serializers.Serializer[Any]):
    """What is asked for; `about` is the number of an own request that a complaint is about."""

    right = serializers.ChoiceField(choices=Right.choices)
    details = serializers.CharField(required=False, allow_blank=True, max_length=3_000)
    about = serializers.CharField(required=False, allow_blank=True, max_length=20)
    corrections = WantedCorrectionSerializer(many=True, required=False)
