"""Bilingual content: each shown field has an Arabic and an English column."""

from __future__ import annotations

MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("ar", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("ar", "en")}
COUNTRIES_FIRST = ["SA", "AE", "KW", "QA", "BH", "OM"]
