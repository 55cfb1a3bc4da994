"""Forms of delivery: the address as its country writes it, and what a seller does with a shipment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from core.digits import western
from orders.address_forms import CountryForm, FieldRule, form_for
from orders.addresses import AddressInvalid, PostalAddress, checked, country_name
from orders.delivery import carriers
from orders.delivery.enums import ON_THE_WAY, TrackingCode
from orders.delivery.services import ParcelDraft

FIRST = ("SA", "AE", "KW", "BH", "QA", "OM")
EVENING = time(21)
MOST_CM, MOST_KG = 2_000, 5_000


def country_choices() -> list[tuple[str, str]]:
    """The Gulf first, then the world by name in the active language."""
    names = {code: str(name) for code, name in countries}
    for code in FIRST:
        names.pop(code)
    return [(code, country_name(code)) for code in FIRST] + list(names.items())


class AddressForm(forms.Form):
    """The fields of one country: that of the data, of `address`, or of `country`.

    Valid, it holds the checked PostalAddress in `postal`; every sentence stands at its own field. `prefix` lets
    two of them stand on one page.
    """

    country = forms.ChoiceField(label=_("Country"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        address: PostalAddress | None = None,
        country: str = "",
        prefix: str | None = None,
        person: bool = True,
    ) -> None:
        self.person = person
        self.postal = PostalAddress()
        start = (address or PostalAddress()).as_dict()
        named = str((data or {}).get(f"{prefix}-country" if prefix else "country") or "")
        wanted = (named if data is not None else country) or start.get("country") or FIRST[0]
        # Coming from another country, what its form has too is kept.
        super().__init__(data, initial=start | {"country": wanted}, prefix=prefix)
        self.own = form_for(wanted)
        self._prepare()

    def _prepare(self) -> None:
        field = self.fields["country"]
        field.choices = country_choices()  # type: ignore[attr-defined]
        field.widget.attrs |= {"autocomplete": "country", "data-country": ""}
        field.error_messages |= {
            "required": _("Choose the country."),
            "invalid_choice": _("Choose the country."),
        }
        for rule in self.own.fields:
            self.fields[rule.name] = _field(rule)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand on the page: alone, or beside their pair."""
        return [[self[rule.name] for rule in row] for row in self.own.rows]

    @property
    def layout(self) -> CountryForm:
        return self.own

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "country" in self.errors:
            return values
        try:
            self.postal = checked(values, person=self.person)
        except AddressInvalid as problem:
            for name, words in problem.problems.items():
                self.add_error(name if name in self.fields else None, str(words))
        return values


class BookForm(AddressForm):
    """An address of the address book: with a name of its own, and whether it is the usual one."""

    def __init__(self, *args: Any, label: str = "", is_default: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["label"] = forms.CharField(
            label=_("Name of this address"),
            help_text=_("For you alone, such as “Home” or “Gallery”."),
            required=False,
            max_length=60,
            initial=label,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )
        self.fields["is_default"] = forms.BooleanField(
            label=_("Use this address unless I choose another"), required=False, initial=is_default
        )


def _field(rule: FieldRule) -> forms.Field:
    """Required is told by the address book's own sentence, so the browser's is not asked for."""
    attrs: dict[str, Any] = {"maxlength": rule.max_length, "dir": "ltr" if rule.code else "auto"}
    if rule.autocomplete:
        attrs["autocomplete"] = rule.autocomplete
    if rule.inputmode == "tel":
        attrs["type"] = "tel"
    elif rule.inputmode:
        attrs["inputmode"] = rule.inputmode
    label = rule.label.text() if not rule.optional else _("%(label)s (optional)") % {"label": rule.label}
    if rule.choices:
        choices = [("", "…"), *((code, words.text()) for code, words in rule.choices.items())]
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=choices,
            error_messages={"invalid_choice": str(rule.error)},
            widget=forms.Select(attrs={"autocomplete": rule.autocomplete}),
        )
    return forms.CharField(
        label=label, required=False, help_text=str(rule.hint), widget=forms.TextInput(attrs=attrs)
    )


class WholeField(forms.CharField):
    """A whole number in any digits, or nothing."""

    def __init__(self, *, most: int, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(**options)
        self.most = most

    def clean(self, value: Any) -> int | None:
        typed = western(str(super().clean(value) or "")).strip()
        if not typed:
            return None
        if not typed.isdecimal() or not 0 < int(typed) <= self.most:
            raise forms.ValidationError(
                _("Write a whole number from 1 to %(most)s."), params={"most": self.most}
            )
        return int(typed)


class PrepareForm(forms.Form):
    """What the label needs: who carries it, and the parcel."""

    carrier = forms.ChoiceField(label=_("Carrier"))
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        help_text=_("If you have it already; otherwise when you hand it over."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    width_cm = WholeField(label=_("Width with packing, cm"), most=MOST_CM)
    height_cm = WholeField(label=_("Height with packing, cm"), most=MOST_CM)
    depth_cm = WholeField(label=_("Depth with packing, cm"), most=MOST_CM)
    weight_kg = WholeField(label=_("Weight, kg"), most=MOST_KG)
    pieces = WholeField(label=_("Number of parcels"), most=20, initial=1)

    def __init__(self, *args: Any, pickup: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["carrier"].choices = carrier_choices()  # type: ignore[attr-defined]
        if pickup:  # nobody carries it
            del self.fields["carrier"], self.fields["tracking_number"]

    def parcels(self) -> list[ParcelDraft]:
        values = self.cleaned_data
        weight = values["weight_kg"]
        one = ParcelDraft(
            values["width_cm"],
            values["height_cm"],
            values["depth_cm"],
            weight * 1_000 if weight else None,
        )
        return [one] * (values["pieces"] or 1)


class HandOverForm(forms.Form):
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class StationForm(forms.Form):
    """A station on the way."""

    code = forms.ChoiceField(
        label=_("What happened"), choices=[(code.value, code.label) for code in ON_THE_WAY]
    )
    place = forms.CharField(
        label=_("Place (optional)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    @property
    def station(self) -> TrackingCode:
        return TrackingCode(self.cleaned_data["code"])


class FailForm(forms.Form):
    reason = forms.CharField(
        label=_("Why (optional)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class DeliverForm(forms.Form):
    """Who received it, and the proof."""

    receiver = forms.CharField(
        label=_("Received by"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    photo = forms.FileField(
        label=_("Picture (optional)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    signature = forms.FileField(
        label=_("Signature (optional)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class DelayForm(forms.Form):
    """A later day, and why."""

    day = forms.DateField(
        label=_("New day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why it takes longer"),
        required=False,
        max_length=300,
        help_text=_("The buyer reads this."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    @property
    def promised_at(self) -> datetime:
        """The evening of that day, as promises are kept."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], EVENING))


def carrier_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name.text()) for one in carriers.known().values()]
