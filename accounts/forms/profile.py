"""A person's names and how they like to read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.enums import Theme
from accounts.forms.choices import currency_choices, zone_choices
from accounts.models import LANGUAGE_CHOICES, User

FIELDS = ("name_ar", "name_en", "language", "currency", "country", "time_zone", "arabic_digits", "theme")


class ProfileForm(forms.Form):
    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGE_CHOICES, help_text=_("For the pages and for our mails to you.")
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=currency_choices,
        help_text=_("For estimates; a work keeps its own price."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=list(countries))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("Auctions close at your local time on every page."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    arabic_digits = forms.BooleanField(label=_("Show numbers in Arabic-Indic digits (١٢٣)"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {field: getattr(user, field) or "" for field in FIELDS}
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(user.time_zone)  # type: ignore[attr-defined]
        self.fields["country"].choices = list(countries)  # type: ignore[attr-defined]
