"""The address step: one of the address book or a new one, and the company that gets the bill, if one does."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from core.bidi import clean_line
from core.digits import western
from orders.addresses import PostalAddress
from orders.delivery.exceptions import AddressBookFull
from orders.delivery.forms import AddressForm
from orders.delivery.models import Address
from orders.delivery.queries import addresses_of
from orders.delivery.services import save_address

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.requests import SignedIn
    from orders.checkout.models import Checkout

NEW: Final = "new"
SAUDI_VAT: Final = re.compile(r"3\d{13}3")
ANY_VAT: Final = re.compile(r"[A-Z0-9]{4,20}")


class CompanyForm(forms.Form):
    """Who gets the bill when a company buys."""

    business = forms.BooleanField(label=_("I buy for a company"), required=False)
    company = forms.CharField(
        label=_("Name of the company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "organization", "dir": "auto"}),
    )
    vat_number = forms.CharField(
        label=_("VAT number of the company"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "in", "inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}
        ),
    )

    def clean_company(self) -> str:
        return clean_line(self.cleaned_data["company"])

    def clean_vat_number(self) -> str:
        return re.sub(r"[\s-]", "", western(self.cleaned_data["vat_number"])).upper()

    def check(self, country: str) -> bool:
        """The rules that depend on the country of the address."""
        if not self.is_valid() or not self.cleaned_data["business"]:
            return self.is_valid()
        number = self.cleaned_data["vat_number"]
        if not self.cleaned_data["company"]:
            self.add_error("company", _("Write the name of the company."))
        if number and country == "SA" and not SAUDI_VAT.fullmatch(number):
            self.add_error("vat_number", _("A Saudi VAT number has 15 digits and starts and ends with 3."))
        elif number and not ANY_VAT.fullmatch(number):
            self.add_error("vat_number", _("Write the VAT number in letters and digits."))
        return self.is_valid()


class AddressStep:
    """What the page shows and what it was sent; after `is_valid` it has `ship_to` and `bill_to`."""

    def __init__(self, request: SignedIn, checkout: Checkout) -> None:
        self.user: User = request.user
        self.known = PostalAddress.from_dict(checkout.ship_to)
        self.book: list[Address] = list(addresses_of(self.user))
        self.posted = request.method == "POST"
        self.chosen = self._chosen(request)
        # Another country has another form: what was typed is kept, nothing is judged yet.
        self.only_country = self.posted and "country_only" in request.POST
        self.new = self._new(request)
        self.keep = request.POST.get("keep") == "on" if self.posted else True
        self.company = self._company(request, checkout)
        self.ship_to = self.bill_to = PostalAddress()

    def is_valid(self) -> bool:
        """Raises nothing: each sentence stands at its field."""
        if self.only_country:
            return False
        address = self._address()
        right = self.company.check(address.country if address else "")
        if address is None or not right:
            return False
        self.ship_to = address.with_(company="", vat_number="")
        self.bill_to = self._bill_to()
        return True

    def save(self) -> None:
        """A new address goes into the book, where there is room."""
        if self.chosen == NEW and self.keep:
            with suppress(AddressBookFull):
                save_address(user=self.user, values=self.ship_to)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field ids with their sentences, for the summary on top."""
        forms_sent = [form for form in (self.new, self.company) if form.is_bound]
        return [
            (form[name].id_for_label if name in form.fields else "id_new-country", str(sentence))
            for form in forms_sent
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    def _address(self) -> PostalAddress | None:
        if self.chosen == NEW:
            return self.new.postal if self.new.is_valid() else None
        return next((row.postal for row in self.book if str(row.pk) == self.chosen), None)

    def _bill_to(self) -> PostalAddress:
        values = self.company.cleaned_data
        if not values["business"]:
            return self.ship_to
        return self.ship_to.with_(company=values["company"], vat_number=values["vat_number"])

    def _chosen(self, request: SignedIn) -> str:
        rows = {str(row.pk): row for row in self.book}
        if self.posted:
            asked = request.POST.get("address", NEW)
            return asked if asked in rows else NEW
        same = (pk for pk, row in rows.items() if row.postal.with_(company="", vat_number="") == self.known)
        return next(same, NEW if self.known or not rows else next(iter(rows)))

    def _new(self, request: SignedIn) -> AddressForm:
        if self.posted and self.chosen == NEW and not self.only_country:
            return AddressForm(request.POST, prefix=NEW)
        if self.only_country:
            typed = {
                key.removeprefix(f"{NEW}-"): str(value)
                for key, value in request.POST.items()
                if key.startswith(f"{NEW}-")
            }
            country = typed.pop("country", "")
            return AddressForm(address=PostalAddress.from_dict(typed), country=country, prefix=NEW)
        start = self.known if self.chosen == NEW and self.known else self._nobody()
        return AddressForm(address=start, prefix=NEW)

    def _nobody(self) -> PostalAddress:
        """An empty address with what the account knows already."""
        return PostalAddress(name=self.user.get_full_name(), country=str(self.user.country or ""))

    def _company(self, request: SignedIn, checkout: Checkout) -> CompanyForm:
        if self.posted and not self.only_country:
            return CompanyForm(request.POST)
        bill_to = PostalAddress.from_dict(checkout.bill_to)
        initial = {
            "business": bool(bill_to.company),
            "company": bill_to.company,
            "vat_number": bill_to.vat_number,
        }
        return CompanyForm(initial=initial)
