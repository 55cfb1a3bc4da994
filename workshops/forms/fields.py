"""Fields and the base of the studio's forms: digits of both scripts, times of a wall clock, both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from core.digits import western
from core.errors import SoukError
from core.money import Money, is_arabic
from marketplace.exceptions import FieldsInvalid
from marketplace.forms.fields import DigitsField, LineField, TextField

__all__ = ["ClockField", "DayField", "DigitsField", "LineField", "StudioForm", "TextField", "attempt"]

Result = TypeVar("Result")


def _typed(value: Any) -> Any:
    return western(value).strip() if isinstance(value, str) else value


class DayField(forms.DateField):
    """A day; a browser's own calendar where it has one, digits of either script where it has not."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d"]
    default_error_messages = {"invalid": _("Write the day as year-month-day, for example 2026-12-01.")}

    def to_python(self, value: Any) -> date | None:
        return super().to_python(_typed(value))


class ClockField(forms.TimeField):
    """What the clock on the wall shows."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ["%H:%M", "%H:%M:%S"]
    default_error_messages = {"invalid": _("Write the time as hours and minutes, for example 18:30.")}

    def to_python(self, value: Any) -> time | None:
        return super().to_python(_typed(value))


class StudioForm(forms.Form):
    """`lines` names the fields as they stand on the page; a name that ends in `*` is there in both languages,
    the reader's own first.
    """

    lines: ClassVar[tuple[tuple[str, ...], ...]] = ()
    wanted: ClassVar[tuple[str, ...]] = ()  # not called optional: one of them, or all, must be there

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            dress(field, name)
            field.wanted = name in self.wanted  # type: ignore[attr-defined]  # read by the template of a field

    @property
    def rows(self) -> list[list[BoundField]]:
        return [[self[name] for name in _names(line)] for line in self.lines]

    @property
    def error_count(self) -> int:
        return sum(len(texts) for texts in self.errors.values())

    def money(self, name: str, currency: str, *, required: bool = False) -> Money | None:
        """The typed amount; what cannot be read is said at its field."""
        text = self.cleaned_data.get(name) or ""
        if not text:
            if required:
                self.add_error(name, ValidationError(_("Enter a price; 0 is free.")))
            return None
        try:
            return Money.parse(text, currency)
        except SoukError as refusal:
            self.add_error(name, ValidationError(refusal.text))
        return None


def _names(line: tuple[str, ...]) -> list[str]:
    codes = ("ar", "en") if is_arabic() else ("en", "ar")
    found: list[str] = []
    for name in line:
        found += [f"{name[:-1]}{code}" for code in codes] if name.endswith("*") else [name]
    return found


def dress(field: forms.Field, name: str) -> None:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return
    widget.attrs.setdefault("class", "in")
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("rows", 5)
    if name.endswith(("_ar", "_en")):
        widget.attrs |= {"lang": name[-2:], "dir": "rtl" if name.endswith("_ar") else "ltr"}
    if isinstance(field, DayField | ClockField):
        widget.attrs |= {"dir": "ltr"}


def amount_field(**options: Any) -> LineField:
    attrs = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off", "class": "in"}
    return LineField(max_length=40, widget=forms.TextInput(attrs=attrs), **options)


def attempt(form: forms.Form, write: Callable[[], Result]) -> Result | None:
    """Runs a service when the form is sent and valid; what it refuses stands at its field, else above the form."""
    if not form.is_valid():
        return None
    try:
        return write()
    except FieldsInvalid as refusal:
        for name, text in refusal.errors.items():
            field = name if name in form.fields else name.removesuffix("_minor")
            form.add_error(field if field in form.fields else None, ValidationError(str(text)))
    except SoukError as refusal:
        form.add_error(None, ValidationError(refusal.text))
    return None


def first_of_day(day: date | None, zone: Any) -> datetime | None:
    return None if day is None else datetime.combine(day, time(0), tzinfo=zone)
