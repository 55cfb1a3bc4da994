"""Facts that read differently in the two languages, picked when a section is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Prints itself in the active language, and in the other one where that is missing."""

    ar: str
    en: str

    def __str__(self) -> str:
        first, second = (
            (self.ar, self.en) if (get_language() or "ar").startswith("ar") else (self.en, self.ar)
        )
        return first or second

    @property
    def facts(self) -> dict[str, str]:
        """For the JSON of a notice."""
        return {"ar": self.ar, "en": self.en}


def path(view: str, *arguments: Any, language: str) -> str:
    """The address of a page under /ar/ or /en/."""
    with override(language):
        return reverse(view, args=arguments)


def page(view: str, *arguments: Any) -> Bilingual:
    """The full address of a page in each language, for a mail."""
    arabic, english = (path(view, *arguments, language=code) for code in ("ar", "en"))
    return Bilingual(ar=f"{settings.SITE_URL}{arabic}", en=f"{settings.SITE_URL}{english}")
