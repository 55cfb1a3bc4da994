"""What actions and kinds of thing are called, in the reader's language."""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import override

from compliance import audit
from core.arabic import fold

LANGUAGES: Final = ("ar", "en")


def kind_name(label: str) -> str:
    """What a model is called in the reader's language; its label once the model is gone."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def kinds() -> list[tuple[str, str]]:
    """Every kind of thing of which an entry may speak, by name."""
    labels = (model._meta.label_lower for model in apps.get_models() if not model._meta.auto_created)
    return sorted(((label, kind_name(label)) for label in labels), key=lambda pair: pair[1])


def codes_called(term: str) -> list[str]:
    """The actions whose text in Arabic or English holds the term, spelling of Arabic letters aside."""
    wanted = fold(term).strip().casefold()
    found: set[str] = set()
    for language in LANGUAGES:
        with override(language):
            found |= {
                code for code, label in audit.actions().items() if wanted in fold(str(label)).casefold()
            }
    return sorted(found)
