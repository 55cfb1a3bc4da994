"""A sheet of works to bring in."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line
from core.money import EXPONENTS, FULL_NAMES

LARGEST: Final = 12 * 1024 * 1024
KINDS: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".xlsx", ".xlsm")
NAME_LENGTH: Final = 120


def kind_of(name: str) -> str:
    """The ending by which a sheet is read; "" for one that we cannot read."""
    lower = name.lower()
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if lower.endswith(kind)), "")


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("The sheet"), help_text=_("CSV in UTF-8 or XLSX, 12 MB at most."), allow_empty_file=True
    )
    currency = forms.ChoiceField(
        label=_("Currency of prices without one"),
        choices=[(code, FULL_NAMES[code]) for code in EXPONENTS],
        initial="SAR",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sheet"].widget.attrs |= {"class": "in", "accept": ",".join(KINDS)}
        self.fields["currency"].widget.attrs |= {"class": "in"}

    def clean_sheet(self) -> UploadedFile[Any]:
        sheet: UploadedFile[Any] = self.cleaned_data["sheet"]
        if (sheet.size or 0) > LARGEST:
            raise ValidationError(
                _("The file has %(size)s; 12 MB are the limit. Split the sheet in parts.")
                % {"size": filesizeformat(sheet.size or 0)}
            )
        return sheet

    @property
    def name(self) -> str:
        return clean_line(self.cleaned_data["sheet"].name or "")[-NAME_LENGTH:]

    @property
    def error_count(self) -> int:
        return sum(len(errors) for errors in self.errors.values())
