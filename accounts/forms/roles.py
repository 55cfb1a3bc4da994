"""What brings a person here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.validators import known_zones

OPEN_ROLES = [(role.value, role.label) for role in Role if role.self_service]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("What brings you here?"), choices=OPEN_ROLES, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As you would sign a letter, in Arabic or in English."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    studio_name_ar = forms.CharField(
        label=_("Name on your public page, in Arabic"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    studio_name_en = forms.CharField(
        label=_("Name on your public page, in English"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-zone": ""}))

    def clean_zone(self) -> str:
        """What the browser says; nothing when it says nonsense."""
        zone = str(self.cleaned_data["zone"])
        return zone if zone in known_zones() else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        named = cleaned.get("studio_name_ar") or cleaned.get("studio_name_en")
        if role and Role(role).sells and not named:
            self.add_error(
                "studio_name_ar", _("Write the name under which you sell, in Arabic or in English.")
            )
        return cleaned

    @property
    def studio(self) -> dict[str, str] | None:
        """The public name of one who sells."""
        if not Role(self.cleaned_data["role"]).sells:
            return None
        return {
            "name_ar": self.cleaned_data["studio_name_ar"],
            "name_en": self.cleaned_data["studio_name_en"],
        }
