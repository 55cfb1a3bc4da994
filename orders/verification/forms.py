"""Forms of sellers' papers."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.verification.enums import PaperKind


class PaperForm(forms.Form):
    """What the service refuses is shown at the field that it is about."""

    kind = forms.ChoiceField(label=_("Kind of paper"), choices=PaperKind.choices)
    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        help_text=_("As it stands on the paper. We look it up in the public register; we take no copy."),
        widget=forms.TextInput(attrs={"class": "in", "dir": "ltr", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name on the paper"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "in", "dir": "auto"}),
    )
    expires_on = forms.DateField(
        label=_("Valid until"), widget=forms.DateInput(attrs={"class": "in", "type": "date"})
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.fields["expires_on"].widget.attrs["min"] = tomorrow.isoformat()


class ReasonForm(forms.Form):
    """Why not: the seller reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The seller reads it."),
        widget=forms.Textarea(attrs={"class": "in", "rows": 2, "dir": "auto"}),
    )
