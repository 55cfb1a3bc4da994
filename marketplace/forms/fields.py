"""Form fields for what people of the Gulf type: digits of both scripts, clean text, lists in one line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line, clean_text
from core.digits import western

_DECIMAL_COMMA: Final = re.compile(r"^(\d+)[,٫،](\d{1,2})$")
_LIST_MARKS: Final = re.compile(r"[,،;؛|\n]")
_DASHES: Final = str.maketrans(dict.fromkeys("–—‒−‑", "-"))


def plain_number(text: str) -> str:
    """ASCII digits, a point for the decimals, no groups: what int() and Decimal() read.

    A comma before one or two digits is a decimal comma, before three it parts thousands.
    """
    found = western(text).translate(_DASHES).strip().replace(" ", "").replace("\u00a0", "")
    match = _DECIMAL_COMMA.match(found)
    if match:
        return f"{match[1]}.{match[2]}"
    return found.replace("٬", "").replace("٫", ".").replace(",", "")


class LineField(forms.CharField):
    """One line of user text, free of controls that turn or hide what stands beside it."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines of user text, cleaned the same way."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class DigitsField(forms.IntegerField):
    """A whole number in the digits of either script."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Write a whole number in digits, for example 12.")}

    def to_python(self, value: Any) -> int | None:
        return super().to_python(plain_number(str(value)) if value not in self.empty_values else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "dir": "ltr"}


class CentimetresField(forms.DecimalField):
    """A side in centimetres, to the millimetre."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Write the centimetres in digits, for example 120 or 45.5.")}

    def __init__(self, **options: Any) -> None:
        limits: dict[str, Any] = {"max_digits": 7, "decimal_places": 1, "min_value": Decimal("0.1")}
        super().__init__(**limits | options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs follow IntegerField
        if value in self.empty_values:
            return None
        try:
            return super().to_python(plain_number(str(value)))
        except InvalidOperation as problem:  # pragma: no cover - DecimalField raises ValidationError itself
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "decimal", "dir": "ltr"}


class WordsField(forms.CharField):
    """Several short texts in one line, parted by a comma of either script."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        parts = (clean_line(part) for part in _LIST_MARKS.split(super().to_python(value) or ""))
        return list(dict.fromkeys(part for part in parts if part))

    def prepare_value(self, value: Any) -> Any:
        return "، ".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """The parts are checked by `clean`, the whole has no length of its own."""

    def clean(self, value: Any) -> list[str]:
        parts: list[str] = super().clean(value)
        if any(len(part) > 160 for part in parts):  # noqa: PLR2004 - the column's length
            raise ValidationError(_("Each word or phrase has 160 characters at most."), code="long")
        return parts
