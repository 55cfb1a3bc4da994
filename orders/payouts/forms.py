"""Forms of the money desk: where a seller is paid, and which rows of the books to show."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import SoukError
from orders.payouts import ibans
from orders.payouts.exceptions import BankMissing
from orders.payouts.services.accounts import read_iban


class AccountForm(forms.Form):
    """What the service refuses is shown at the field that it is about."""

    holder = forms.CharField(
        label=_("Account holder"),
        max_length=140,
        help_text=_("As the bank writes it. It must fit the seller's papers."),
        widget=forms.TextInput(attrs={"class": "in", "dir": "auto", "autocomplete": "name"}),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=60,
        help_text=_("In Saudi Arabia: SA and 22 digits. Blanks do not matter."),
        widget=forms.TextInput(
            attrs={"class": "in", "dir": "ltr", "autocomplete": "off", "inputmode": "text"}
        ),
        error_messages={"required": _("Enter the IBAN of the account.")},
    )
    bank_name = forms.CharField(
        label=_("Bank"),
        max_length=120,
        required=False,
        help_text=_("We know the banks of Saudi Arabia by the number: you may leave this empty there."),
        widget=forms.TextInput(attrs={"class": "in", "dir": "auto"}),
    )

    def clean_iban(self) -> str:
        try:
            return read_iban(self.cleaned_data["iban"])
        except SoukError as refusal:
            raise forms.ValidationError(refusal.text) from refusal

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        number = data.get("iban")
        if number and not data.get("bank_name") and ibans.bank_names(number) is None:
            self.add_error("bank_name", BankMissing().text)
        return data


BALANCES: Final = [
    ("", _("All balances")),
    ("held", pgettext_lazy("balance", "On hold")),
    ("seller", pgettext_lazy("balance", "Available")),
    ("payouts", pgettext_lazy("balance", "In payout")),
]


class EntriesFilter(forms.Form):
    """GET: anything that is not on the lists counts as nothing chosen."""

    balance = forms.ChoiceField(
        label=_("Balance"),
        choices=BALANCES,
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), required=False, widget=forms.Select(attrs={"class": "in"})
    )

    def __init__(self, *args: Any, currencies: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [("", _("All currencies")), *((code, code) for code in currencies)]
        self.fields["currency"].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """Read after validation; an unbound filter has chosen nothing."""
        return str(getattr(self, "cleaned_data", {}).get(name, ""))
