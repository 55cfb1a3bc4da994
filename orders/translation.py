"""Which of the sellers' texts exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from orders.models import Seller


@register(Seller)
class SellerTranslation(TranslationOptions):
    fields = ("name",)
