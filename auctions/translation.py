"""Which texts of a sale exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from auctions.models import Sale


@register(Sale)
class SaleTranslation(TranslationOptions):
    fields = ("title", "text", "terms")
