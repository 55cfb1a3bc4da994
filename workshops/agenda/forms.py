"""What people type at the calendar."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import LANGUAGE_CHOICES
from core.errors import SoukError
from workshops.agenda.exceptions import TooLarge
from workshops.agenda.reading import LIMITS
from workshops.agenda.services.feeds import plain_address

MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 200
# Where our sellers are; the calendar's own zone counts before it.
ZONES: Final = (
    ("Asia/Riyadh", _("Riyadh")),
    ("Asia/Dubai", _("Dubai")),
    ("Asia/Kuwait", _("Kuwait")),
    ("Asia/Qatar", _("Doha")),
    ("Asia/Bahrain", _("Manama")),
    ("Asia/Muscat", _("Muscat")),
    ("Africa/Cairo", _("Cairo")),
    ("Asia/Amman", _("Amman")),
    ("Asia/Beirut", _("Beirut")),
    ("Europe/London", _("London")),
    ("UTC", _("World time (UTC)")),
)


class KeyForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the entries"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].widget.attrs |= {"class": "in"}


class FeedForm(forms.Form):
    """An address or a file, one of both."""

    url = forms.CharField(
        label=_("Address of the calendar"),
        required=False,
        max_length=1000,
        help_text=_("The public iCal address, it often ends in .ics. We look at it again each day."),
    )
    file = forms.FileField(
        label=_("Or a calendar file"), required=False, help_text=_("An .ics file, 2 MB at most. Read once.")
    )
    name = forms.CharField(label=_("Name of the calendar"), required=False, max_length=LONGEST_NAME)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ZONES,
        initial="Asia/Riyadh",
        help_text=_("For entries that name none."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"
        self.fields["url"].widget.attrs |= {"dir": "ltr", "inputmode": "url", "autocomplete": "url"}
        self.fields["file"].widget.attrs |= {"accept": ".ics,text/calendar"}
        self.fields["name"].widget.attrs |= {"dir": "auto"}

    def clean_url(self) -> str:
        text = self.cleaned_data["url"]
        if not text:
            return ""
        try:
            return plain_address(text)
        except SoukError as refusal:
            raise ValidationError(refusal.text) from refusal

    def clean_file(self) -> UploadedFile[Any] | None:
        """By its size, before a byte of it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LIMITS.size:
            raise ValidationError(TooLarge(limit=LIMITS.size // MEGABYTE).text)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("url")) == bool(cleaned.get("file")):
            raise ValidationError(_("Enter an address or choose a file: one of both."))
        return cleaned

    @property
    def error_count(self) -> int:
        return sum(len(errors) for errors in self.errors.values())
