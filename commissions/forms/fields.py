"""Fields that take every script's digits, and pictures in numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions import pictures
from core.digits import western
from core.errors import SoukError
from core.money import Money


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures at once; what they are is looked into by `pictures.read`."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > pictures.MOST:
            raise forms.ValidationError(
                _("Choose up to %(limit)s pictures."), params={"limit": pictures.MOST}
            )
        check = super().clean
        return [check(one, initial) for one in given]


class DayField(forms.DateField):
    """A day from the browser's calendar, or typed as 2026-12-31 in any digits."""

    widget = forms.DateInput(attrs={"type": "date", "data-hijri": ""}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        return super().to_python(western(value).strip() if isinstance(value, str) else value)


class SizeField(forms.DecimalField):
    """Centimetres, to the millimetre."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            min_value=Decimal("0.1"),
            max_value=Decimal(5_000),
            max_digits=7,
            decimal_places=1,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **options,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = western(value).replace("٫", ".").strip() if isinstance(value, str) else value
        return super().to_python(typed)


class CountField(forms.IntegerField):
    """A whole number in any digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(western(value).strip() if isinstance(value, str) else value)


def amount(typed: str, currency: str) -> int:
    """Minor units of a positive amount; raises ValidationError with the sentence of what is wrong."""
    try:
        minor = Money.parse(typed, currency).minor
    except SoukError as error:
        raise forms.ValidationError(error.text) from error
    if minor <= 0:
        raise forms.ValidationError(_("Enter an amount above zero."))
    return minor


def money_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(label=label, required=required, max_length=30, widget=widget, help_text=help_text)


def line(label: Any, *, language: str = "", limit: int = 120, required: bool = False) -> forms.CharField:
    attrs = {"dir": "rtl" if language == "ar" else "ltr" if language == "en" else "auto"}
    if language:
        attrs["lang"] = language
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget)


def block(
    label: Any, *, language: str = "", limit: int = 5_000, rows: int = 6, required: bool = False
) -> forms.CharField:
    attrs: dict[str, Any] = {
        "rows": rows,
        "dir": "rtl" if language == "ar" else "ltr" if language == "en" else "auto",
    }
    if language:
        attrs["lang"] = language
    return forms.CharField(
        label=label, required=required, max_length=limit, widget=forms.Textarea(attrs=attrs)
    )
