"""Who a seller is on an invoice: legal names, the register, and whether it is registered for VAT, since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.digits import western
from core.errors import SoukError
from orders.enums import Register, VatStatus
from orders.models import Seller
from orders.queries import vat_status_at


class LegalForm(forms.Form):
    legal_name_ar = forms.CharField(
        label=_("Legal name in Arabic"),
        max_length=200,
        help_text=_("As it stands in the register or on the licence."),
        widget=forms.TextInput(attrs={"class": "in", "dir": "rtl", "lang": "ar"}),
    )
    legal_name_en = forms.CharField(
        label=_("Legal name in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "in", "dir": "ltr", "lang": "en"}),
    )
    registration_scheme = forms.ChoiceField(
        label=_("Kind of register"),
        choices=[("", _("None")), *Register.choices],
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )
    registration_number = forms.CharField(
        label=_("Number in the register"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "in", "dir": "ltr", "inputmode": "numeric"}),
    )
    vat_status = forms.ChoiceField(
        label=_("VAT"),
        choices=VatStatus.choices,
        widget=forms.RadioSelect,
    )
    vat_number = forms.CharField(
        label=_("VAT number"),
        max_length=20,
        required=False,
        help_text=_("In Saudi Arabia 15 digits, the first and the last one a 3."),
        widget=forms.TextInput(attrs={"class": "in", "dir": "ltr", "inputmode": "numeric"}),
    )
    vat_from = forms.DateField(
        label=_("Since"),
        help_text=_("Sales before that day keep the status they had."),
        widget=forms.DateInput(attrs={"class": "in", "type": "date", "dir": "ltr"}),
    )

    def __init__(self, data: Any = None, *, seller: Seller, typed: Mapping[str, Any] | None = None) -> None:
        """`typed` fills the fields without judging them, where the page is drawn anew in between."""
        standing = vat_status_at(seller, timezone.localdate())
        self.standing = standing
        start = {
            "legal_name_ar": seller.legal_name_ar or seller.name_ar,
            "legal_name_en": seller.legal_name_en or seller.name_en,
            "registration_scheme": seller.registration_scheme,
            "registration_number": seller.registration_number,
            "vat_status": standing.status,
            "vat_number": standing.number,
            "vat_from": timezone.localdate(),
        }
        kept = {name: value for name, value in (typed or {}).items() if name in start}
        super().__init__(data, initial={**start, **kept})

    def clean_vat_number(self) -> str:
        return western(self.cleaned_data["vat_number"]).replace(" ", "")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        scheme, number = data.get("registration_scheme"), data.get("registration_number")
        if scheme and not number:
            self.add_error("registration_number", _("Enter the number under which you stand there."))
        if data.get("vat_status") == VatStatus.UNREGISTERED:
            data["vat_number"] = ""
        elif not data.get("vat_number"):
            self.add_error("vat_number", _("Enter the VAT number, or choose that there is none."))
        return data

    @property
    def status_changed(self) -> bool:
        """Whether there is something to write into the history."""
        told = (self.cleaned_data["vat_status"], self.cleaned_data["vat_number"])
        return told != (self.standing.status, self.standing.number)

    def refuse(self, error: SoukError) -> None:
        self.add_error("vat_number", error.text)
