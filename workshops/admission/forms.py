"""What participants and organisers may write."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.digits import western
from workshops.admission.services.certifying import REASON, SHARE
from workshops.admission.services.handing import TITLE
from workshops.admission.services.hearing import WORDS
from workshops.models import Run

STARS: Final = [
    (5, pgettext_lazy("rating", "Excellent")),
    (4, pgettext_lazy("rating", "Good")),
    (3, pgettext_lazy("rating", "Fair")),
    (2, pgettext_lazy("rating", "Poor")),
    (1, pgettext_lazy("rating", "Bad")),
]


class FeedbackForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How was it?"),
        coerce=int,
        choices=STARS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 5, "class": "in", "dir": "auto"}),
        help_text=_("The organiser reads this. What was good, what would you change?"),
    )
    public = forms.BooleanField(
        label=_("My words may be shown on the event's page, with my first name"),
        required=False,
        help_text=_("You can take this back at any time."),
    )


class ShareForm(forms.Form):
    share = forms.CharField(
        label=_("Least share of the dates, in percent"),
        initial=str(SHARE),
        widget=forms.TextInput(attrs={"class": "in", "inputmode": "numeric", "dir": "ltr"}),
    )

    def clean_share(self) -> int:
        plain = western(self.cleaned_data["share"]).strip().rstrip("%٪").strip()
        if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:4]) <= 100):  # noqa: PLR2004  percent
            raise forms.ValidationError(_("Enter a share of the sessions between 1 and 100 percent."))
        return int(plain)


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=REASON,
        widget=forms.TextInput(attrs={"class": "in", "dir": "auto"}),
    )


class MaterialForm(forms.Form):
    title_ar = forms.CharField(
        label=_("Title in Arabic"),
        required=False,
        max_length=TITLE,
        widget=forms.TextInput(attrs={"class": "in", "lang": "ar", "dir": "rtl"}),
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        required=False,
        max_length=TITLE,
        widget=forms.TextInput(attrs={"class": "in", "lang": "en", "dir": "ltr"}),
    )
    every = forms.ChoiceField(
        label=pgettext_lazy("materials", "For whom"),
        choices=[
            ("", pgettext_lazy("materials", "The participants of this date")),
            ("all", pgettext_lazy("materials", "The participants of every date")),
        ],
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
    )
    file = forms.FileField(
        label=pgettext_lazy("materials", "File"),
        help_text=_("A PDF, a picture or a ZIP archive, up to 30 MB."),
        widget=forms.ClearableFileInput(
            attrs={"class": "in", "accept": ".pdf,.zip,image/jpeg,image/png,image/webp"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("title_ar") and not given.get("title_en"):
            self.add_error("title_ar", _("Give the file a title in Arabic or in English."))
        return given

    def run_for(self, run: Run) -> Run | None:
        return None if self.cleaned_data["every"] else run


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "in", "dir": "ltr", "autocomplete": "off"}),
        help_text=_("It stands under the QR code of the certificate."),
    )
