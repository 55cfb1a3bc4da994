"""The forms of the checkout and of offers. Amounts may be typed in any digits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.digits import western
from core.errors import SoukError
from core.money import Money
from orders.checkout.bargaining import Terms
from orders.models import Seller

MESSAGE_LONGEST = 500


class AmountForm(forms.Form):
    """An amount in the work's currency, and a few words to the other side."""

    amount = forms.CharField(
        label=_("Your amount, with VAT"),
        max_length=30,
        error_messages={"required": _("Write an amount.")},
        widget=forms.TextInput(
            attrs={"class": "in", "inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        ),
    )
    message = forms.CharField(
        label=_("A few words, if you like"),
        max_length=MESSAGE_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: QueryDict | None = None, *, currency: str) -> None:
        super().__init__(data)
        self.currency = currency

    def clean_amount(self) -> str:
        typed: str = self.cleaned_data["amount"]
        try:
            self.money = Money.parse(typed, self.currency)
        except SoukError as error:
            raise forms.ValidationError(error.text) from error
        if self.money.minor <= 0:
            raise forms.ValidationError(_("Write an amount above zero."))
        return typed


class ShareField(forms.IntegerField):
    """Whole percent, in any digits, with or without its sign."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(western(str(value or "")).strip().strip("%٪"))


class TermsForm(forms.Form):
    allowed = forms.BooleanField(label=_("Hear offers below the price"), required=False)
    minimum = ShareField(
        label=_("Lowest offer, percent of the price"),
        min_value=10,
        max_value=99,
        widget=forms.TextInput(attrs={"class": "in", "inputmode": "numeric", "dir": "ltr"}),
    )

    @classmethod
    def of(cls, seller: Seller) -> TermsForm:
        row = getattr(seller, "offer_terms", None)
        terms = Terms(row.allowed, row.minimum_bps) if row else Terms()
        initial = {"allowed": terms.allowed, "minimum": terms.minimum_bps // 100}
        return cls(initial=initial, prefix=f"terms-{seller.pk}")
