"""What a phone reads and sends of trust and safety. Nothing names a reporter or a moderator."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from compliance.safety import letters, targets
from compliance.safety.enums import Reason
from compliance.safety.models import Block, Decision, Report, Suspension


class SafetyReportSerializer(serializers.ModelSerializer[Report]):
    """A report of the caller's own; `outcome` is a sentence in the caller's language, empty while it waits."""

    kind = serializers.CharField(source="case.kind")
    id = serializers.IntegerField(source="case.target_id", help_text="Of the thing that was reported.")
    title = serializers.CharField(source="case.title")
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = ("number", "kind", "id", "title", "reason", "text", "at", "outcome")

    def get_outcome(self, row: Report) -> str:
        decision = getattr(row.case, "decision", None)
        return letters.told_reporter(decision) if decision else ""


class SafetyReportRequestSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(
        max_length=20, help_text="work, artist, gallery, lot, event, commission, message."
    )
    id = serializers.IntegerField(min_value=1, max_value=targets.LARGEST)
    reason = serializers.ChoiceField(choices=Reason.choices)
    text = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class SafetySuspensionSerializer(serializers.ModelSerializer[Suspension]):
    """In force now; `ends_at` null is until further notice."""

    decision = serializers.CharField(source="decision.case.number")
    told = serializers.SerializerMethodField()

    class Meta:
        model = Suspension
        fields = ("scope", "starts_at", "ends_at", "reasons", "decision", "told")

    def get_told(self, row: Suspension) -> str:
        return letters.told_suspension(row)


class SafetyDecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision about the caller; `appeal` is null, open, granted or upheld."""

    number = serializers.CharField(source="case.number")
    kind = serializers.CharField(source="case.kind")
    title = serializers.CharField(source="case.title")
    told = serializers.SerializerMethodField()
    appeal = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = (
            "number", "kind", "title", "removed", "reasons", "decided_at", "appeal_until", "told", "appeal"
        )  # fmt: skip

    def get_told(self, row: Decision) -> str:
        return letters.told_affected(row)

    def get_appeal(self, row: Decision) -> str | None:
        appeal = getattr(row, "appeal", None)
        return appeal.state if appeal else None


class SafetyStandingSerializer(serializers.Serializer[Any]):
    suspensions = SafetySuspensionSerializer(many=True)
    decisions = SafetyDecisionSerializer(many=True)


class SafetyAppealRequestSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4_000)


class SafetyBlockSerializer(serializers.ModelSerializer[Block]):
    class Meta:
        model = Block
        fields = ("id", "name", "at")


class SafetyBlockRequestSerializer(serializers.Serializer[Any]):
    """Whoever wrote this is blocked."""

    kind = serializers.CharField(max_length=20, help_text="message.")
    id = serializers.IntegerField(min_value=1, max_value=targets.LARGEST)
