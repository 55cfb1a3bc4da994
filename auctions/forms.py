"""A bid as a form post: an amount off the ladder or typed by hand, and a key that makes it count once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError
from core.money import Money


class BidForm(forms.Form):
    """`cleaned_data["max_minor"]` is the bid in minor units of the sale's currency."""

    key = forms.UUIDField(error_messages={"invalid": _("Reload the page and bid again.")})
    choice = forms.IntegerField(required=False, min_value=1)
    amount = forms.CharField(required=False, max_length=40)
    terms = forms.BooleanField(required=False)

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        if not self.is_bound:
            self.initial.setdefault("key", uuid.uuid4())

    def clean_amount(self) -> int | None:
        """The typed amount in minor units, digits of either script; the field's error says what is wrong."""
        typed = self.cleaned_data["amount"].strip()
        if not typed:
            return None
        try:
            return Money.parse(typed, self.currency).minor
        except SoukError as error:
            raise forms.ValidationError(error.text, code=error.code) from error

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data["max_minor"] = data.get("amount") or data.get("choice")
        if not data["max_minor"] and "amount" not in self.errors:
            self.add_error("amount", _("Choose a step or enter an amount."))
        return data
