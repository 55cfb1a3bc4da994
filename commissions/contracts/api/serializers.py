"""Contracts as phones see them: states as code and word, texts in both languages, amounts with their currency."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.contracts import queries, rules, shown
from commissions.contracts.models import Acceptance, Contract, ContractVersion, Milestone
from commissions.contracts.services.handing import MOST_PICTURES
from core.api.fields import BOTH, BilingualField, MoneyField
from orders.api.serializers import StateField


class AcceptanceSerializer(serializers.ModelSerializer[Acceptance]):
    class Meta:
        model = Acceptance
        fields = ("side", "at", "language")


class VersionSerializer(serializers.ModelSerializer[ContractVersion]):
    """The newest version with its whole text."""

    text = BilingualField()
    acceptances = AcceptanceSerializer(many=True)

    class Meta:
        model = ContractVersion
        fields = ("number", "text", "sha256", "side", "note", "created_at", "acceptances")


class MilestoneSerializer(serializers.ModelSerializer[Milestone]):
    """`may` is what the caller may do with it now."""

    title = BilingualField()
    deliverable = BilingualField()
    amount = MoneyField("amount", currency="contract.currency")
    state = StateField()
    order = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()

    class Meta:
        model = Milestone
        fields = (
            "id", "position", "title", "deliverable", "amount", "due_on", "promised_on", "state", "order",
            "funded_at", "submitted_at", "accept_by", "accepted_at", "accepted_how", "revisions_used", "may",
        )  # fmt: skip

    def get_order(self, milestone: Milestone) -> str:
        """The number of the order that pays it, empty before there is one."""
        return milestone.order.number if milestone.order else ""

    def get_may(self, milestone: Milestone) -> list[str]:
        party = rules.party_of(self.context["request"].user, milestone.contract)
        return sorted(shown.verbs(milestone.contract, milestone, party))


class ContractSerializer(serializers.ModelSerializer[Contract]):
    commission = serializers.CharField(source="commission.number")
    title = serializers.SerializerMethodField()
    state = StateField()
    side = serializers.SerializerMethodField()
    price = MoneyField("price")
    version = serializers.SerializerMethodField()
    milestones = MilestoneSerializer(many=True)

    class Meta:
        model = Contract
        fields = (
            "id", "commission", "title", "state", "side", "price", "licence", "revisions", "cancellation_bps",
            "start_on", "in_force", "created_at", "began_at", "ended_at", "ended_by", "version", "milestones",
        )  # fmt: skip

    @extend_schema_field(BOTH)
    def get_title(self, contract: Contract) -> dict[str, str]:
        return {code: getattr(contract.commission, f"title_{code}") or "" for code in ("ar", "en")}

    def get_side(self, contract: Contract) -> str:
        """On which side the caller stands."""
        return str(rules.party_of(self.context["request"].user, contract) or "")

    @extend_schema_field(VersionSerializer)
    def get_version(self, contract: Contract) -> Any:
        return VersionSerializer(queries.versions_of(contract)[0], context=self.context).data


class AcceptSerializer(serializers.Serializer[Any]):
    """The number of the version that the caller has read and accepts."""

    version = serializers.IntegerField(min_value=1)


class SubmitSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(required=False, allow_blank=True, max_length=3_000)
    pictures = serializers.ListField(
        child=serializers.FileField(), allow_empty=False, max_length=MOST_PICTURES
    )


class ReviseSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=3_000)


class FundedSerializer(serializers.Serializer[Any]):
    """The order to be paid, by the doors of orders."""

    order = serializers.CharField()
