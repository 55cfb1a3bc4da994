"""Pictures of a work: what they show, in both languages, and the files as they come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import is_arabic
from marketplace.forms.fields import LineField
from marketplace.models import ArtworkImage

ALT_LENGTH = 300


class PictureForm(forms.Form):
    """The description for those who do not see the picture."""

    alt_ar = LineField(required=False, max_length=ALT_LENGTH, label=_("What it shows, in Arabic"))
    alt_en = LineField(required=False, max_length=ALT_LENGTH, label=_("What it shows, in English"))

    def __init__(self, *args: Any, row: ArtworkImage, **options: Any) -> None:
        options["initial"] = {"alt_ar": row.alt_ar or "", "alt_en": row.alt_en or ""}
        options["prefix"] = f"picture-{row.pk}"
        super().__init__(*args, **options)
        self.order_fields(["alt_ar", "alt_en"] if is_arabic() else ["alt_en", "alt_ar"])
        for name, field in self.fields.items():
            field.widget.attrs |= {
                "class": "in",
                "lang": name[-2:],
                "dir": "rtl" if name == "alt_ar" else "ltr",
            }
