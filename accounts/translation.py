"""Which of a person's texts exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from accounts.models import User


@register(User)
class UserTranslation(TranslationOptions):
    fields = ("name",)
