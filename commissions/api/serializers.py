"""Commissions and proposals as phones see them: money with its currency, texts in both languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commissions.enums import Audience, Licence
from commissions.models import Commission, Proposal, ProposalMilestone
from commissions.services import Brief, Stage, Terms
from core.api.fields import BilingualField, MoneyField
from core.money import EXPONENTS
from marketplace.enums import Category
from marketplace.models import City
from orders.api.serializers import StateField

LARGEST = 10**12
CURRENCIES = list(EXPONENTS)


class CommissionSerializer(serializers.ModelSerializer[Commission]):
    """The collector's name is never here."""

    title = BilingualField()
    brief = BilingualField()
    state = StateField()
    budget_from = MoneyField("budget_min")
    budget_to = MoneyField("budget_max")
    city = serializers.SlugRelatedField[City](slug_field="slug", read_only=True)
    mine = serializers.SerializerMethodField()

    class Meta:
        model = Commission
        fields: ClassVar[list[str]] = [
            *("number", "state", "mine", "title", "brief", "category", "medium"),
            *("height_cm", "width_cm", "depth_cm", "budget_from", "budget_to", "wanted_by", "city"),
            *("audience", "closes_at", "published_at"),
        ]

    @extend_schema_field(bool)
    def get_mine(self, commission: Commission) -> bool:
        return bool(commission.collector_id == self.context["request"].user.pk)


class BriefSerializer(serializers.Serializer[Any]):
    """What a collector writes; amounts in minor units."""

    category = serializers.ChoiceField(choices=Category.choices)
    title_ar = serializers.CharField(max_length=120, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=120, allow_blank=True, default="")
    brief_ar = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    brief_en = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    medium = serializers.CharField(max_length=200, allow_blank=True, default="")
    height_cm = serializers.DecimalField(7, 1, min_value=Decimal("0.1"), allow_null=True, default=None)
    width_cm = serializers.DecimalField(7, 1, min_value=Decimal("0.1"), allow_null=True, default=None)
    depth_cm = serializers.DecimalField(7, 1, min_value=Decimal("0.1"), allow_null=True, default=None)
    budget_min = serializers.IntegerField(min_value=0, max_value=LARGEST, default=0)
    budget_max = serializers.IntegerField(min_value=0, max_value=LARGEST, default=0)
    currency = serializers.ChoiceField(choices=CURRENCIES, default="SAR")
    wanted_by = serializers.DateField(allow_null=True, default=None)
    city = serializers.SlugRelatedField[City](
        slug_field="slug", queryset=City.objects.all(), allow_null=True, default=None
    )
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.OPEN)
    closes_at = serializers.DateTimeField(allow_null=True, default=None)

    def brief(self) -> Brief:
        return Brief(**self.validated_data)


class ProposedMilestoneSerializer(serializers.ModelSerializer[ProposalMilestone]):
    title = BilingualField()
    deliverable = BilingualField()
    amount = MoneyField("amount_minor", currency="proposal.currency")

    class Meta:
        model = ProposalMilestone
        fields: ClassVar[list[str]] = ["position", "title", "deliverable", "amount", "due_on"]


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    commission = serializers.SlugRelatedField[Commission](slug_field="number", read_only=True)
    seller = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    state = StateField()
    text = BilingualField()
    price = MoneyField("price_minor")
    over_budget = serializers.BooleanField(read_only=True)
    milestones = ProposedMilestoneSerializer(many=True, read_only=True)

    class Meta:
        model = Proposal
        fields: ClassVar[list[str]] = [
            *("id", "commission", "seller", "state", "price", "over_budget", "weeks", "start_on", "text"),
            *("licence", "revisions", "cancellation_bps", "valid_until", "sent_at", "milestones"),
        ]


class StageSerializer(serializers.Serializer[Any]):
    amount = serializers.IntegerField(min_value=1, max_value=LARGEST)
    due_on = serializers.DateField()
    title_ar = serializers.CharField(max_length=120, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=120, allow_blank=True, default="")
    deliverable_ar = serializers.CharField(max_length=500, allow_blank=True, default="")
    deliverable_en = serializers.CharField(max_length=500, allow_blank=True, default="")


class TermsSerializer(serializers.Serializer[Any]):
    """What a seller offers; amounts in minor units of the commission's currency; the milestones sum to the price."""

    commission = serializers.CharField(max_length=20)
    seller = serializers.CharField(max_length=80, help_text="The address name of one of your own.")
    price = serializers.IntegerField(min_value=1, max_value=LARGEST)
    weeks = serializers.IntegerField(min_value=1, max_value=260)
    text_ar = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    text_en = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    licence = serializers.ChoiceField(choices=Licence.choices, default=Licence.PERSONAL)
    revisions = serializers.IntegerField(min_value=0, max_value=10, default=2)
    cancellation_bps = serializers.IntegerField(min_value=0, max_value=5_000, default=0)
    start_on = serializers.DateField(allow_null=True, default=None)
    valid_until = serializers.DateField(allow_null=True, default=None)
    milestones = serializers.ListField(child=StageSerializer(), max_length=12)

    def terms(self) -> Terms:
        given = {**self.validated_data}
        del given["commission"], given["seller"]
        given["milestones"] = tuple(Stage(**one) for one in given["milestones"])
        return Terms(**given)
