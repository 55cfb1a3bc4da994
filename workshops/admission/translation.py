"""The texts of materials, kept in both languages; each falls back to the other."""

from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from workshops.admission.models import Material


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("title",)
