"""One or some of a work's fields, as the inventory edits them in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.forms.artworks import price_or_error
from marketplace.forms.fields import LineField
from marketplace.models import Artwork

TITLE_LENGTH = 400


class CellsForm(forms.Form):
    """Only the fields that were sent are checked and handed on; the others stay as they are."""

    title_ar = LineField(required=False, max_length=TITLE_LENGTH, label=_("Title in Arabic"))
    title_en = LineField(required=False, max_length=TITLE_LENGTH, label=_("Title in English"))
    price = LineField(required=False, max_length=40, label=_("Price"))

    def __init__(self, *args: Any, work: Artwork, **options: Any) -> None:
        price = work.price
        initial = {
            "title_ar": work.title_ar or "",
            "title_en": work.title_en or "",
            "price": price.number() if price else "",
        }
        options["initial"] = initial
        super().__init__(*args, **options)
        self.work = work
        for name in [name for name in self.fields if self.is_bound and name not in self.data]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "in", "dir": "auto" if name != "price" else "ltr"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        titles = [data.get(name, getattr(self.work, name)) for name in ("title_ar", "title_en")]
        if not any(titles):
            sent = next(name for name in ("title_ar", "title_en") if name in self.fields)
            self.add_error(sent, ValidationError(_("Give the work a title in at least one language.")))
        if "price" in data:
            data["price"] = price_or_error(self, data.pop("price"), self.work.currency)
        return data

    @property
    def error_count(self) -> int:
        return sum(len(errors) for errors in self.errors.values())
