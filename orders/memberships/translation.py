"""Which texts of the tiers exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from orders.memberships.models import Tier


@register(Tier)
class TierTranslation(TranslationOptions):
    fields = ("name", "description")
